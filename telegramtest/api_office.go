package telegramtest

import (
	"net/http"
	"strconv"
)

// officeJSON says whose office this is, and what the bot offers to each of its people.
type officeJSON struct {
	Name     string              `json:"name"`
	Demo     bool                `json:"demo"`
	Commands map[string][]string `json:"commands"` // by person
}

func (a *API) office(*http.Request) (any, error) {
	out := officeJSON{Name: a.c.Name, Demo: a.c.Demo, Commands: map[string][]string{}}
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
