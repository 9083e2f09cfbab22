package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// The others of the five who have phones: the head of the part, the registry clerk, who is an officer of the apel, and
// the personnel office.
const (
	agung  = "700000003"
	dwi    = "700000004"
	komang = "700000005"
)

// TestPageOfAnApel goes to the afternoon before the apel and to the apel itself: five people come, each with a phone
// of their own, and the recap arrives with its picture.
func TestPageOfAnApel(t *testing.T) {
	o := newStage(t)
	w := o.open("/?lang=id&people="+budi+","+sri+","+agung+","+dwi+","+komang, size{2200, 1000})
	w.run("hide the stories", `document.querySelector("#stories:not([hidden]) .close")?.click()`)
	w.linkBudi()
	w.jump("apel.remind")
	phone{w, budi}.awaits("hari lagi: Apel")
	phone{w, budi}.tap(`[data-button="✋ Hadir"]`)
	phone{w, budi}.awaits("akan hadir. Kehadiran dicatat")
	w.jump("apel.open")
	officer := phone{w, dwi}
	officer.tap(`[data-button="Buka presensi"]`)
	officer.awaits("Pindai kode QR")
	for _, person := range []string{budi, sri, agung, komang} {
		p := phone{w, person}
		p.tap(`[data-action="open"]`)
		p.tap(`[data-code]`)
		p.awaits("Kehadiran Anda tercatat")
	}
	officer.come()
	officer.awaits("dari 38 orang")
	w.show("apel-board", officer, `[data-message]:has([data-action="scan-picture"])`)
	w.jump("apel.close")
	personnel := phone{w, komang}
	personnel.awaits("Presensi ditutup")
	personnel.awaits("dari 38 orang")
	pictures := fmt.Sprintf(`document.querySelectorAll(%s).length`, quote(personnel.find(`[data-attachment][data-kind="photo"]`)))
	before := look[int](w, pictures)
	personnel.tap(`[data-button="Gambar"]`)
	w.until("the recap's picture is there", fmt.Sprintf(`%s > %d && document.querySelector(%s)?.naturalWidth > 300`, pictures, before, quote(personnel.find(`[data-view] img`))))
	w.show("apel-recap", personnel, `[data-attachment][data-kind="photo"]`)
	small := phone{o.open("/?lang=id&people="+komang, narrow), komang}
	small.run("hide the stories", `document.querySelector("#stories:not([hidden]) .close")?.click()`)
	small.awaits("Presensi ditutup")
	small.show("apel-narrow", small, `[data-attachment][data-kind="photo"]`)
	if !look[bool](w, fmt.Sprintf(`[...document.querySelectorAll(%s)].some((n) => /Hadir 5 dari 38/.test(n.innerText.replace(/\s+/g, " ")))`, quote(personnel.find(`[data-message]`)))) {
		t.Error("the recap does not count the five who came")
	}
}

// linkBudi lets the first person link the account.
func (w window) linkBudi() {
	w.t.Helper()
	p := phone{w, budi}
	p.tap(`[data-action="start"]`)
	p.awaits("belum terhubung")
	p.tap(`[data-request="contact"]`)
	p.awaits("empat angka")
	p.write("1002")
	p.awaits("Akun Anda sudah terhubung")
}

// atRest is true in the page when no move of the clock is under way.
const atRest = `document.querySelector(".moves").getAttribute("aria-busy") !== "true"`

// jump goes to the next occurrence of a duty, from the list of what is to come.
func (w window) jump(duty string) {
	w.t.Helper()
	at := look[string](w, `document.querySelector("[data-clock]").dateTime`)
	w.click(`details[data-panel=clock] > summary`)
	w.click(fmt.Sprintf(`[data-coming] [data-duty=%q]`, duty))
	w.within(month, "the clock has come to rest at "+duty, fmt.Sprintf(
		`document.querySelector("[data-clock]").dateTime > %q && %s`, at, atRest))
	w.run("close the time machine", closeAll)
}

// come shares a live location outside of the area, and goes in.
func (p phone) come() {
	p.t.Helper()
	p.tap(`[data-panel="phone"] > summary`)
	p.tap(`[data-action="location"]`)
	p.awaits("Di dalam area.")
	p.run("stand outside", fmt.Sprintf(`{ const field = document.querySelector(%s); field.value = (field.valueAsNumber + 0.01).toFixed(6); field.dispatchEvent(new Event("change")); }`,
		quote(p.find(`[data-dialog="location"] input[name="latitude"]`))))
	p.says(p.find(`[data-dialog="location"] .near[data-inside="false"]`), "Di luar area.")
	p.tap(`[data-action="share-live"]`)
	p.awaits("Mendekatlah")
	p.tap(`[data-action="move-live"]`)
	p.says(p.find(`[data-dialog="location"] .near`), "Di luar area.")
	p.run("go in", fmt.Sprintf(`{ const field = document.querySelector(%s); field.value = (field.valueAsNumber - 0.01).toFixed(6); field.dispatchEvent(new Event("change")); }`,
		quote(p.find(`[data-dialog="location"] input[name="latitude"]`))))
	p.awaits("Kehadiran Anda tercatat")
	p.tap(`[data-dialog="location"] [data-action="close"]`)
}

// show brings something in a phone into view and takes its picture.
func (w window) show(name string, p phone, selector string) {
	w.t.Helper()
	w.run("bring it into view", fmt.Sprintf(`document.activeElement.blur(); [...document.querySelectorAll(%s)].at(-1).scrollIntoView({ block: "center" })`, quote(p.find(selector))))
	dir := os.Getenv(picturesTo)
	if dir == "" {
		dir = filepath.Join("..", "..", "bin", "screenshots")
	}
	w.picture(filepath.Join(dir, name+".png"))
}
