package disposition_test

import (
	"context"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
)

// drawer keeps one dossier in memory, with what was noted and asked.
type drawer struct {
	dossier *disposition.Dossier
	saved   []disposition.Decision
	noted   []audit.Entry
	asked   disposition.Query
	once    map[string]bool
	broken  error
}

func (k *drawer) Dossier(_ context.Context, id disposition.BranchID) (*disposition.Dossier, error) {
	if k.broken != nil {
		return nil, k.broken
	}
	if _, err := k.dossier.Branch(id); err != nil {
		return nil, err
	}
	return k.dossier, nil
}

func (k *drawer) UpdateDossier(ctx context.Context, c disposition.Change,
	decide func(*disposition.Dossier) (disposition.Decision, error),
) (*disposition.Dossier, error) {
	d, err := k.Dossier(ctx, c.Branch)
	if err != nil || k.once[c.Once] {
		return d, err
	}
	d = copyOf(d)
	setAside(d, c.NewBranches)
	decision, err := decide(d)
	if err != nil {
		return nil, err
	}
	if c.Once != "" {
		k.once[c.Once] = true
	}
	d.Numbers = disposition.Numbers{}
	k.dossier, k.saved = d, append(k.saved, decision)
	return d, nil
}

func (k *drawer) List(_ context.Context, q disposition.Query) (disposition.Page, error) {
	k.asked = q
	return disposition.Page{Total: 1}, k.broken
}

func (k *drawer) Count(_ context.Context, q disposition.Query) (disposition.Counts, error) {
	k.asked = q
	return disposition.Counts{Waiting: len(q.Positions)}, k.broken
}

func (k *drawer) Content(_ context.Context, id document.ID) (document.Content, error) {
	return document.Content{File: document.File{ID: id}}, nil
}

func (k *drawer) RecordAudit(_ context.Context, e audit.Entry) error {
	k.noted = append(k.noted, e)
	return k.broken
}

// wita is the zone of the office: at 17.30 UTC it is tomorrow there.
func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func openDesk(s standing) (*disposition.Desk, *drawer) {
	k := &drawer{dossier: chain(s), once: map[string]bool{}}
	clock := calendar.Clock{Now: func() time.Time { return tappedAt }, Zone: wita()}
	return disposition.NewDesk(k, k, k, calendar.New(nil), clock), k
}
