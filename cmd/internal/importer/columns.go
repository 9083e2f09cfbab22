package importer

import "github.com/gelis-bali/gelis/domain/roster"

// column is a column of a sheet, and whether a cell of it may be empty.
type column struct {
	name string
	need bool
}

func needed(name string) column   { return column{name: name, need: true} }
func optional(name string) column { return column{name: name} }

// columns are the columns of a sheet, as docs/import.md describes them.
func columns(sheet roster.Sheet) []column {
	switch sheet {
	case roster.Units:
		return []column{needed("code"), needed("name"), optional("parent")}
	case roster.Positions:
		return []column{needed("code"), needed("title"), needed("unit"), optional("superior"), optional("echelon")}
	case roster.Staff:
		return []column{needed("nip"), needed("name"), needed("kind"), optional("phone"), optional("active")}
	case roster.Assignments:
		return []column{needed("nip"), needed("position"), optional("capacity"), needed("from"), optional("until")}
	case roster.Roles:
		return []column{needed("nip"), needed("role"), needed("unit"), optional("active")}
	case roster.Letters:
		return []column{
			needed("unit"), needed("agenda_year"), needed("agenda_number"), optional("number"), needed("date"),
			needed("received"), optional("sender"), optional("subject"), optional("summary"), optional("classification"),
			optional("speed"), optional("secrecy"), optional("files"),
		}
	case roster.Dispositions:
		return []column{
			needed("code"), needed("letter"), optional("parent"), needed("from"), needed("by"), optional("capacity"),
			needed("sent_at"), optional("instructions"), optional("note"), needed("recipients"), optional("cc"), optional("deadline"),
		}
	case roster.Branches:
		return []column{
			needed("disposition"), needed("recipient"), needed("state"), optional("read_at"), optional("started_at"),
			optional("ended_at"), optional("by"), optional("capacity"), optional("report"), optional("reason"),
		}
	case roster.Balances:
		return []column{needed("nip"), needed("year"), needed("days"), optional("postponed")}
	case roster.Approvals:
		return []column{
			needed("rule"), needed("priority"), needed("kind"), optional("leave"), optional("min_days"), optional("max_days"),
			optional("echelon"), optional("unit"), needed("step"), needed("stage"), optional("mode"), needed("way"),
			optional("way_echelon"), optional("position"), optional("escalate_days"), optional("active"),
		}
	case roster.Holidays:
		return []column{needed("date"), needed("kind"), needed("name"), needed("source")}
	case roster.ApelPlaces:
		return []column{needed("name"), needed("latitude"), needed("longitude"), optional("radius"), optional("active")}
	case roster.ApelRules:
		return []column{
			needed("name"), optional("kind"), needed("recurrence"), needed("hour"), needed("place"), optional("dress"),
			optional("inspector"), optional("bring"), optional("for_units"), optional("for_echelons"), optional("opens_before"),
			optional("late_after"), optional("closes_after"), optional("officers"), needed("unit"), optional("active"),
		}
	}
	return nil
}
