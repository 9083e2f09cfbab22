package main

import (
	"fmt"
	"testing"
)

// ayu sits beside Budi.
const ayu = "700000006"

// TestPageOfALetter follows a letter from the registry desk to its end: the clerk registers a scan, the head of the office
// sends it down, who gets it sends it to two, and when they have put down the fifth phone it is done.
func TestPageOfALetter(t *testing.T) {
	o := newStage(t)
	w := o.open("/?lang=id&people="+budi+","+sri+","+agung+","+dwi+","+ayu, size{2200, 1000})
	w.run("hide the stories", `document.querySelector("#stories:not([hidden]) .close")?.click()`)
	w.linkBudi()
	clerk, head, section := phone{w, dwi}, phone{w, agung}, phone{w, sri}
	first, second := phone{w, budi}, phone{w, ayu}
	clerk.register("permintaan-data-pegawai.png", "Undangan panen raya")
	head.awaits("Undangan panen raya")
	w.show("letter-arrives", head, `[data-message]:has([data-button="Buka disposisi"])`)
	head.tap(`[data-button="Buka disposisi"]`)
	head.tap(`[data-button="Disposisikan"]`)
	head.awaits("Disposisi kepada siapa?")
	head.write("akuntabilitas")
	head.awaits("Hasil untuk “akuntabilitas”")
	head.tap(`[data-button*="Kasubbag Akuntabilitas"]`)
	head.awaits("Dipilih (1)")
	w.show("letter-seats", head, `[data-message]:has([data-button="Lanjut (1)"])`)
	head.orders("Lanjut (1)")
	section.awaits("Undangan panen raya")
	section.tap(`[data-button="Buka disposisi"]`)
	section.tap(`[data-button="Disposisikan"]`)
	section.awaits("Disposisi kepada siapa?")
	section.tap(`[data-button^="1. Analis"]`)
	section.awaits("Dipilih (1)")
	section.tap(`[data-button^="2. Analis"]`)
	section.orders("Lanjut (2)")
	first.awaits("Undangan panen raya")
	first.reports("Data terlampir.")
	section.awaits("Data terlampir.")
	second.reports("Sudah diikuti.")
	head.awaits("Disposisi Anda sudah selesai")
	clerk.tap(`[data-button="Buka surat"]`)
	clerk.awaits("✅ Selesai")
	clerk.tap(`[data-button="🌿 Jejak"]`)
	clerk.awaits("Jejak surat")
	w.show("letter-trail", clerk, `[data-message]:has([data-button="🖨 Lembar PDF"])`)
}

// register enters a letter from a scan and sends it to the head of the office.
func (p phone) register(scan, subject string) {
	p.t.Helper()
	p.write("/surat")
	p.tap(`[data-button="➕ Daftarkan surat"]`)
	p.awaits("Kirim foto atau PDF suratnya")
	p.tap(`[data-action="attach"]`)
	p.click(p.find(fmt.Sprintf(`li:has([data-sample=%q]) [data-action="add-sample"]`, scan)))
	p.until("the scan waits to be sent", fmt.Sprintf(`document.querySelector(%s) !== null`, quote(p.find(fmt.Sprintf(`[data-waits=%q]`, scan)))))
	p.tap(`[data-action="send"]`)
	p.awaits("Sudah diterima")
	p.tap(`[data-button="Lanjut"]`)
	for _, step := range []struct{ asked, answer string }{
		{"Nomor surat?", "027/221/YTA"}, {"Tanggal surat?", "kemarin"}, {"Siapa pengirimnya?", "Yayasan Tirta Amerta"}, {"Perihal?", subject},
	} {
		p.awaits(step.asked)
		p.write(step.answer)
	}
	p.awaits("Sifat penyelesaiannya?")
	p.tap(`[data-button="Segera"]`)
	p.awaits("Sifat keamanannya?")
	p.tap(`[data-button="Biasa"]`)
	p.awaits("Kode klasifikasi?")
	p.tap(`[data-button="Lewati"]`)
	p.awaits("Ringkasan?")
	p.tap(`[data-button="Lewati"]`)
	p.awaits("Diteruskan kepada siapa lebih dulu?")
	p.tap(`[data-button^="Kepala Biro Organisasi"]`)
	p.awaits("Sudah benar?")
	p.tap(`[data-button="Kirim"]`)
	p.awaits("Terdaftar dengan nomor agenda")
}

// orders goes on from the recipients to what is sent.
func (p phone) orders(next string) {
	p.t.Helper()
	p.tap(fmt.Sprintf(`[data-button=%q]`, next))
	p.awaits("Apa yang perlu dilakukan?")
	p.tap(`[data-button="Siapkan bahan"]`)
	p.tap(`[data-button="Lanjut"]`)
	p.awaits("Periksa sebelum dikirim")
	p.tap(`[data-button="Kirim"]`)
	p.awaits("Disposisi terkirim")
}

// reports finishes the newest disposition.
func (p phone) reports(report string) {
	p.t.Helper()
	p.tap(`[data-button="Selesai"]`)
	p.awaits("Laporan tindak lanjut")
	p.write(report)
	p.awaits("Foto atau PDF")
	p.tap(`[data-button="Lewati"]`)
	p.awaits("Periksa sebelum dikirim")
	p.tap(`[data-button="Kirim"]`)
	p.awaits("Disposisi selesai.")
}
