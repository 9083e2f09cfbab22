package telegramtest

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

type personJSON struct {
	ID       int64    `json:"id"`
	Name     string   `json:"name"`
	NIP      string   `json:"nip"`
	Position string   `json:"position"`
	Unit     string   `json:"unit"`
	Roles    []string `json:"roles"`
	Linked   bool     `json:"linked"`
	Unread   int      `json:"unread"`
	Blocked  bool     `json:"blocked"`
	Link     string   `json:"link,omitempty"` // a deep link that links the account
}

func (a *API) listPeople(r *http.Request) (any, error) {
	known, err := a.known(r.Context())
	if err != nil {
		return nil, err
	}
	people := a.s.People()
	all := make([]personJSON, 0, len(people))
	for _, p := range people {
		all = append(all, describe(p, known[p.ID()]))
	}
	return all, nil
}

// known is what the office says of its people, by their id on Telegram. If that is not what it said before, those
// who follow the events are told.
func (a *API) known(ctx context.Context) (map[int64]PersonInfo, error) {
	if a.c.Office == nil {
		return nil, nil
	}
	list, err := a.c.Office.People(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask the office who its people are: %w", err)
	}
	known := make(map[int64]PersonInfo, len(list))
	for _, info := range list {
		known[info.ID] = info
	}
	for _, id := range a.roster.replace(known) {
		a.tellPeople(id, a.s.cfg.Now().UTC())
	}
	return known, nil
}

func describe(p *Person, info PersonInfo) personJSON {
	return personJSON{
		ID: p.ID(), Name: p.Name(), NIP: info.NIP, Position: info.Position, Unit: info.Unit, Roles: nonNil(info.Roles),
		Linked: info.Linked, Unread: p.Unread(), Blocked: p.Blocked(), Link: info.Link,
	}
}

var phoneForm = regexp.MustCompile(`^\+?[0-9][0-9 -]{5,24}$`)

// addPerson adds somebody where there is no office that has people of its own.
func (a *API) addPerson(r *http.Request) (any, error) {
	if a.c.Office != nil {
		return nil, refuse(http.StatusMethodNotAllowed, "the people here are those of the office: nobody can be added")
	}
	var in struct {
		Name  string `json:"name"`
		Phone string `json:"phone"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	in.Name = strings.TrimSpace(in.Name)
	switch {
	case in.Name == "":
		return nil, refuse(http.StatusBadRequest, "a person needs a name")
	case in.Phone != "" && !phoneForm.MatchString(in.Phone):
		return nil, refuse(http.StatusBadRequest, "%q is no phone number", in.Phone)
	}
	return describe(a.s.Person(Profile{Name: in.Name, Phone: in.Phone}), PersonInfo{}), nil
}

func (a *API) commands(p *Person, _ *http.Request) (any, error) {
	return nonNil(a.s.Commands(p.ID())), nil
}
