package app

import "github.com/gelis-bali/gelis/domain/request"

// Requests is what employees do with requests, without a phone between.
func (a *App) Requests() *request.Desk { return a.requests() }
