package main

import (
	"fmt"
	"testing"
)

// TestPageOfAnAnnouncement writes an announcement with a picture to everybody, and sees who has read it.
func TestPageOfAnAnnouncement(t *testing.T) {
	o := newStage(t)
	w := o.open("/?lang=id&people="+komang+","+sri+","+agung, wide)
	w.run("hide the stories", `document.querySelector("#stories:not([hidden]) .close")?.click()`)
	author, reader := phone{w, komang}, phone{w, sri}
	author.write("/pengumuman")
	author.tap(`[data-button="Tulis baru"]`)
	author.awaits("Kirimkan pesannya sekarang")
	author.tap(`[data-action="attach"]`)
	w.click(author.find(`li:has([data-sample="daftar-data-reviu.png"]) [data-action="add-sample"]`))
	author.write("Rapat koordinasi besok pukul 09.00. Bahan terlampir.")
	author.awaits("Sudah diterima")
	author.tap(`[data-button="Lanjut"]`)
	author.tap(`[data-button="Semua pegawai"]`)
	author.awaits("38 orang, 5 dapat dihubungi")
	author.tap(`[data-button="Lanjut"]`)
	author.tap(`[data-button="Sekarang"]`)
	author.tap(`[data-button="❗ Mendesak"]`)
	author.awaits("Begitulah pengumuman itu akan terbaca")
	w.show("announce-preview", author, `[data-button^="Kirim ke 38"]`)
	author.tap(`[data-button^="Kirim ke 38"]`)
	reader.awaits("Bahan terlampir.")
	author.awaits("Terkirim: 5")
	reader.tap(`[data-button="✅ Sudah dibaca"]`)
	w.until("it was thanked for", fmt.Sprintf(`document.querySelector(%s) !== null`, quote(reader.find(`[data-toast^="Terima kasih"]`))))
	author.write("/pengumuman")
	author.awaits("5 terkirim, 1 dibaca")
	w.show("announce-read", reader, `[data-message]:has([data-kind="photo"])`)
}
