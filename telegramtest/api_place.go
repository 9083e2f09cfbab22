package telegramtest

import "net/http"

// maxAccuracy is the largest radius of uncertainty that Telegram knows, in metres.
const maxAccuracy = 1500

type placeRequest struct {
	MessageID int64    `json:"message_id"` // of a live location that moves or ends
	Latitude  *float64 `json:"latitude"`
	Longitude *float64 `json:"longitude"`
	Accuracy  float64  `json:"accuracy"`
	Live      bool     `json:"live"`
	Stop      bool     `json:"stop"`
}

// location shares a place, or moves or ends one that is shared live.
func (a *API) location(p *Person, r *http.Request) (any, error) {
	var in placeRequest
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if in.Stop {
		m, err := p.StopLocation(in.MessageID)
		return sentJSON{m.ID}, err
	}
	at, err := in.place()
	if err != nil {
		return nil, err
	}
	if in.MessageID != 0 {
		m, err := p.MoveLocation(in.MessageID, at)
		return sentJSON{m.ID}, err
	}
	return sentBy(p, p.SharePlace(at))
}

func (in placeRequest) place() (Place, error) {
	switch {
	case in.Latitude == nil || in.Longitude == nil:
		return Place{}, refuse(http.StatusBadRequest, "a location needs latitude and longitude")
	case *in.Latitude < -90 || *in.Latitude > 90 || *in.Longitude < -180 || *in.Longitude > 180:
		return Place{}, refuse(http.StatusBadRequest, "%g, %g is not on the earth", *in.Latitude, *in.Longitude)
	case in.Accuracy < 0 || in.Accuracy > maxAccuracy:
		return Place{}, refuse(http.StatusBadRequest, "accuracy is a radius of 0 to %d metres", maxAccuracy)
	}
	return Place{Latitude: *in.Latitude, Longitude: *in.Longitude, Accuracy: in.Accuracy, Live: in.Live}, nil
}
