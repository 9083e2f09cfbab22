package books

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// The form that looks for somebody, and the keys of its fields.
const (
	formOther     = "books.other"
	fieldEmployee = "employee"
)

// statements shows the books of a year: the own ones, and to the personnel
// office those of its units.
type statements struct{ Parts }

func (s *statements) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "cuti", Help: text.Label("command.books"), For: staff.Everyone, Handler: s.own})
	rt.Action(actionYear, staff.Everyone, s.turn)
	rt.Action(actionOther, staff.PersonnelOffice, s.begin)
	rt.Action(actionSheet, staff.PersonnelOffice, s.sheet)
	rt.Form(bot.Form{Name: formOther, For: staff.PersonnelOffice, Submit: s.submit, Fields: []bot.Field{
		bot.PersonField{
			Key: fieldEmployee, Label: text.Label("field.employee"), Ask: says("books.other"), Find: s.find, Look: s.look,
		}.Field(),
	}})
}

func says(name text.Label) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return name, nil }
}

func (s *statements) own(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return s.show(ctx, r.Actor, staff.Member{}, s.Desk.Today().Year(), nil)
}

// turn shows another year, in place of the message that was tapped.
func (s *statements) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	year, err := s.yearArg(r, 1)
	if err != nil {
		return bot.Reply{}, err
	}
	who, err := s.memberArg(ctx, r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := s.show(ctx, r.Actor, who, year, nil)
	return nav.InPlace(reply), err
}

// The years that can be looked at.
const (
	yearsBack  = 5
	yearsAhead = 1
)

func (s *statements) yearArg(r *bot.Request, i int) (int, error) {
	year, err := strconv.Atoi(nav.Arg(r, i))
	today := s.Desk.Today().Year()
	if err != nil || year < today-yearsBack || year > today+yearsAhead {
		return 0, bot.ErrStaleButton
	}
	return year, nil
}

// memberArg reads whose books a button is about: nobody's are the own ones.
func (s *statements) memberArg(ctx context.Context, r *bot.Request, i int) (staff.Member, error) {
	if nav.Arg(r, i) == "0" {
		return staff.Member{}, nil
	}
	id, err := nav.ID(r, i)
	if err != nil {
		return staff.Member{}, err
	}
	return s.member(ctx, r.Actor, staff.EmployeeID(id))
}

// member finds somebody of the units that the actor serves.
func (s *statements) member(ctx context.Context, by staff.Actor, id staff.EmployeeID) (staff.Member, error) {
	found, err := s.Units.Members(ctx, served(by), []staff.EmployeeID{id})
	if err != nil {
		return staff.Member{}, err
	}
	if len(found) == 0 {
		return staff.Member{}, staff.ErrNotAllowed
	}
	return found[0], nil
}

// show shows the books of a member, or without one the actor's own.
func (s *statements) show(ctx context.Context, by staff.Actor, who staff.Member, year int, news bot.Phrase) (bot.Reply, error) {
	statement, err := s.Desk.Statement(ctx, by, who.NIP, year)
	if err != nil {
		return bot.Reply{}, err
	}
	own := who.NIP == "" || who.ID == by.ID
	said := text.LeaveStatement{Statement: statement, Own: own, Today: s.Desk.Today(), News: news}
	rows := [][]bot.Button{s.years(who, year)}
	if own {
		rows = append(rows, []bot.Button{
			{Label: text.Label("label.leave.ask"), Action: nav.Ask, Args: []string{string(request.Leave)}, Style: bot.Primary},
		})
	} else {
		rows = append(rows, []bot.Button{
			{Label: text.Label("label.leave.correct"), Action: actionCorrect, Args: []string{nav.IDArg(who.ID)}},
			yearButton(text.Label("label.leave.mine"), 0, year),
		})
	}
	if staff.PersonnelOffice.Includes(by) {
		rows = append(rows, []bot.Button{
			{Label: text.Label("label.leave.other"), Action: actionOther},
			{Label: text.Label("label.leave.sheet"), Action: actionSheet, Args: []string{strconv.Itoa(year)}},
		})
	}
	return bot.Reply{Text: said, Buttons: append(rows, []bot.Button{nav.HomeButton()})}, nil
}

// years lead to the year before and the year after, as far as there are any.
func (s *statements) years(who staff.Member, year int) []bot.Button {
	var row []bot.Button
	today := s.Desk.Today().Year()
	if year > today-yearsBack {
		row = append(row, yearButton(text.YearLabel{Year: year - 1, Before: true}, who.ID, year-1))
	}
	if year < today+yearsAhead {
		row = append(row, yearButton(text.YearLabel{Year: year + 1, After: true}, who.ID, year+1))
	}
	return row
}

func yearButton(label bot.Phrase, who staff.EmployeeID, year int) bot.Button {
	return bot.Button{Label: label, Action: actionYear, Args: []string{nav.IDArg(who), strconv.Itoa(year)}}
}

// begin asks whose books are to be shown.
func (s *statements) begin(context.Context, *bot.Request) (bot.Reply, error) {
	return bot.Reply{Begin: &bot.Begin{Form: formOther}}, nil
}

func (s *statements) find(ctx context.Context, r *bot.Request, _ bot.Answers, q bot.PersonSearch) (bot.PersonPage, error) {
	found, total, err := s.Units.StaffOf(ctx, served(r.Actor), q.Search, q.Offset, q.Limit)
	return bot.PersonPage{People: people(found), Total: total}, err
}

func (s *statements) look(ctx context.Context, r *bot.Request, _ bot.Answers, ids []staff.EmployeeID) ([]bot.Person, error) {
	found, err := s.Units.Members(ctx, served(r.Actor), ids)
	if err == nil && len(found) < len(ids) {
		err = staff.ErrNotAllowed
	}
	return people(found), err
}

func people(members []staff.Member) []bot.Person {
	list := make([]bot.Person, 0, len(members))
	for _, m := range members {
		list = append(list, bot.Person{ID: m.ID, Name: m.Name, Position: m.Title, Unit: m.UnitName})
	}
	return list
}

func (s *statements) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	who, err := s.chosen(ctx, r, a)
	if err != nil {
		return bot.Reply{}, bot.EndForm(err)
	}
	reply, err := s.show(ctx, r.Actor, who, s.Desk.Today().Year(), nil)
	return nav.InPlace(reply), err
}

// chosen is whom the answers name.
func (s *statements) chosen(ctx context.Context, r *bot.Request, a bot.Answers) (staff.Member, error) {
	ids, err := bot.PeopleOf(a[fieldEmployee])
	if err != nil || len(ids) != 1 {
		return staff.Member{}, bot.ErrStaleButton
	}
	return s.member(ctx, r.Actor, ids[0])
}

// sheet sends the books of a unit as a table. Who serves several units is
// asked which.
func (s *statements) sheet(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	year, err := s.yearArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	units := s.offices(r.Actor)
	if nav.Arg(r, 1) == "" && len(units) > 1 {
		return s.which(units, year), nil
	}
	unit := units[0]
	if nav.Arg(r, 1) != "" {
		id, err := nav.ID(r, 1)
		if err != nil {
			return bot.Reply{}, err
		}
		unit = staff.Unit{ID: staff.UnitID(id)}
		for _, u := range units {
			if u.ID == unit.ID {
				unit.Name = u.Name
			}
		}
	}
	return s.print(ctx, r.Actor, unit, year)
}

// offices are the units for which the actor was given the role, without those
// below them.
func (s *statements) offices(by staff.Actor) []staff.Unit {
	var units []staff.Unit
	for _, g := range by.Grants {
		if g.Role == staff.Personnel {
			units = append(units, staff.Unit{ID: g.UnitID, Name: g.UnitName})
		}
	}
	return units
}

func (s *statements) which(units []staff.Unit, year int) bot.Reply {
	var rows [][]bot.Button
	for _, u := range units {
		rows = append(rows, []bot.Button{{
			Label: text.UnitLabel{Name: u.Name}, Action: actionSheet, Args: []string{strconv.Itoa(year), nav.IDArg(u.ID)},
		}})
	}
	last := []bot.Button{yearButton(text.Label("label.leave.mine"), 0, year), nav.HomeButton()}
	return nav.InPlace(bot.Reply{Text: text.Label("books.which"), Buttons: append(rows, last)})
}

func (s *statements) print(ctx context.Context, by staff.Actor, unit staff.Unit, year int) (bot.Reply, error) {
	all, err := s.Desk.Statements(ctx, by, unit.ID, year)
	if err != nil {
		return bot.Reply{}, err
	}
	sheet := paper.LeaveSheet{Unit: unit.Name, Year: year, Statements: all, Zone: s.Clock.Zone, At: s.Clock.Now()}
	content, err := sheet.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{
		Text: text.LeaveSheet{Unit: unit.Name, Year: year, People: len(all)}, Attachments: []bot.Attachment{bot.Printed(content)},
	}, nil
}
