package disposition

import "slices"

// Withheld returns the dossier as it may leave the office. Of a letter that
// stays there only the agenda number goes out, and where the letter is: nothing
// that stands in it, and nothing that anybody wrote about it (design section 8).
// What is not named here is withheld. The dossier itself stays as it is.
func (d *Dossier) Withheld() *Dossier {
	if !d.Letter.Secrecy.StaysInOffice() {
		return d
	}
	out := &Dossier{
		Letter: Letter{
			ID:           d.Letter.ID,
			UnitID:       d.Letter.UnitID,
			UnitName:     d.Letter.UnitName,
			AgendaYear:   d.Letter.AgendaYear,
			AgendaNumber: d.Letter.AgendaNumber,
			Speed:        d.Letter.Speed,
			Secrecy:      d.Letter.Secrecy,
			CompletedAt:  d.Letter.CompletedAt,
			Version:      d.Letter.Version,

			RegisteredBy:     d.Letter.RegisteredBy,
			RegisteredByName: d.Letter.RegisteredByName,
			RegisteredAt:     d.Letter.RegisteredAt,
		},
		Dispositions: slices.Clone(d.Dispositions),
	}
	for i := range out.Dispositions {
		out.Dispositions[i].Instructions, out.Dispositions[i].Note = nil, ""
	}
	for _, b := range d.Branches {
		bare := *b
		bare.Report, bare.ReportFiles, bare.Reason = "", nil, ""
		out.Branches = append(out.Branches, &bare)
	}
	return out
}
