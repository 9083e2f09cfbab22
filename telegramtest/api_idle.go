package telegramtest

import (
	"context"
	"net/http"
	"time"
)

const (
	idleWithin  = 10 * time.Second // unless the request says another time
	longestIdle = time.Minute
)

// idle waits until the bot has confirmed every update and the office has nothing left to do.
func (a *API) idle(r *http.Request) (any, error) {
	in := struct {
		Timeout string `json:"timeout"`
	}{idleWithin.String()}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	timeout, err := readDuration("timeout", in.Timeout)
	if err != nil {
		return nil, err
	}
	if timeout <= 0 || timeout > longestIdle {
		return nil, refuse(http.StatusBadRequest, "timeout must be more than 0s and at most %s", longestIdle)
	}
	ctx, cancel := context.WithTimeout(r.Context(), timeout)
	defer cancel()
	return empty{}, a.waitIdle(ctx, timeout)
}

// waitIdle begins anew when an update came while the office was waited for.
func (a *API) waitIdle(ctx context.Context, timeout time.Duration) error {
	for {
		if err := a.s.WaitConfirmed(ctx); err != nil {
			return a.stillBusy(ctx, err, timeout, "")
		}
		if a.c.Office == nil {
			return nil
		}
		if err := a.c.Office.Idle(ctx); err != nil {
			return a.stillBusy(ctx, err, timeout, "; the office: "+err.Error())
		}
		if a.s.Unconfirmed() == 0 {
			return nil
		}
	}
}

func (a *API) stillBusy(ctx context.Context, err error, timeout time.Duration, office string) error {
	if ctx.Err() == nil {
		return err // it was not the time that ran out
	}
	open := a.s.Unconfirmed()
	busy := refuse(http.StatusGatewayTimeout, "still busy after %s: %d updates are not confirmed%s", timeout, open, office)
	busy.Unconfirmed = open
	return busy
}
