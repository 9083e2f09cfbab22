package apel

import "math"

const (
	earthRadius = 6_371_008.8 // metres, the mean one
	// vagueFrom is the inexactness, in metres, from which on a location says
	// nothing about being there [A].
	vagueFrom = 150
)

// Fix is a location that somebody shared.
type Fix struct {
	Latitude, Longitude float64
	Accuracy            float64 // metres; 0: not known
	Live                bool
	Forwarded           bool
}

// DistanceTo is how many metres a location is from the centre of the place, by
// the haversine formula.
func (p Place) DistanceTo(latitude, longitude float64) float64 {
	rad := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	square := func(x float64) float64 { return x * x }
	a := square(math.Sin(rad(latitude-p.Latitude)/2)) +
		math.Cos(rad(latitude))*math.Cos(rad(p.Latitude))*square(math.Sin(rad(longitude-p.Longitude)/2))
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, a)))
}

// Check says why a location proves nothing: it was forwarded, it is not live (a
// plain one can be picked anywhere on the map), too inexact or outside.
func (p Place) Check(f Fix) error {
	switch {
	case f.Forwarded:
		return ErrForwarded
	case !f.Live:
		return ErrPlainLocation
	case p.Radius <= 0:
		return ErrNoFence
	case f.Accuracy > vagueFrom:
		return &VagueError{Metres: int(math.Ceil(f.Accuracy))}
	}
	metres := p.DistanceTo(f.Latitude, f.Longitude)
	if metres <= float64(p.Radius) { // so that what is no number is outside
		return nil
	}
	if math.IsNaN(metres) {
		return ErrNoProof
	}
	return &AwayError{Place: p.Name, Metres: int(math.Ceil(metres)), Radius: p.Radius}
}
