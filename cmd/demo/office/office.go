// Package office is the fictional office of the demo: its units, people,
// letters and dispositions as the files of an import, with days that fit the
// day on which the demo is started. Nobody in it exists.
package office

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

//go:embed data
var data embed.FS

// Files are the folder to import, as of a day: everything in it happened before
// that day, and what is due later is due after it.
func Files(today calendar.Date) (fs.FS, error) {
	folder, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open the demo's office: %w", err)
	}
	return dated{FS: folder, days: days{today: today, calendar: calendar.New(calendar.Shipped())}}, nil
}

// Samples are scans that a visitor may send from a phone.
func Samples() (fs.FS, error) {
	folder, err := fs.Sub(data, "data/files")
	if err != nil {
		return nil, fmt.Errorf("open the demo's scans: %w", err)
	}
	return folder, nil
}

// Phone is somebody who has a phone on the demo's page.
type Phone struct {
	NIP    staff.NIP
	Linked bool // the account speaks for the employee from the beginning
}

// Phones are the people of the page, in the order of their phones. The staff
// member comes first and links the account before our eyes.
func Phones() []Phone {
	return []Phone{
		{NIP: "199008172015031002"},               // I Wayan Budi Artana, Analis Akuntabilitas Kinerja
		{NIP: "198006122006042007", Linked: true}, // Ni Luh Putu Sri Wahyuni, his superior, Kepala Subbagian
		{NIP: "197412302000031019", Linked: true}, // I Gusti Ngurah Agung Wirawan, hers, Kepala Bagian and Plh Kepala Biro
		{NIP: "199108162015032005", Linked: true}, // Ni Kadek Dwi Pratiwi, registry clerk of the Biro
		{NIP: "198705052011011006", Linked: true}, // I Komang Gede Suardika, personnel office of the province
		{NIP: "199511032020122009", Linked: true}, // Ni Komang Ayu Trisnawati, beside Budi
	}
}
