package telegramtest

import (
	"fmt"
	"net/http"
	"strconv"
)

// officeJSON says whose office this is, and what the bot offers to each of its people.
type officeJSON struct {
	Name     string              `json:"name"`
	Demo     bool                `json:"demo"`
	Commands map[string][]string `json:"commands"` // by person
	Places   []Fence             `json:"places"`
}

// Fence is a place of the office and how far around its centre one counts as there.
type Fence struct {
	Name      string  `json:"name"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Radius    int     `json:"radius"` // metres
}

func (a *API) office(r *http.Request) (any, error) {
	out := officeJSON{Name: a.c.Name, Demo: a.c.Demo, Commands: map[string][]string{}, Places: []Fence{}}
	if a.c.Places != nil {
		places, err := a.c.Places(r.Context())
		if err != nil {
			return nil, fmt.Errorf("ask for the places of the office: %w", err)
		}
		out.Places = nonNil(places)
	}
	for _, p := range a.s.People() {
		names := []string{}
		for _, c := range a.s.Commands(p.ID()) {
			names = append(names, "/"+c.Name)
		}
		out.Commands[strconv.FormatInt(p.ID(), 10)] = names
	}
	return out, nil
}

// reset brings back the beginning. Whoever follows the events is greeted with another epoch.
func (a *API) reset(r *http.Request) (any, error) {
	var in empty
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if a.c.Reset != nil {
		return nothing{}, a.c.Reset(r.Context())
	}
	now, _ := a.journal.resume("")
	a.s.Forget()
	return nothing{}, a.journal.started(r.Context(), now.epoch)
}
