package app

import "github.com/gelis-bali/gelis/domain/announce"

// Announcements is what employees do with announcements, without a phone between.
func (a *App) Announcements() *announce.Desk { return a.announce }
