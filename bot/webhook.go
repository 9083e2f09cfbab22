package bot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"time"
)

const (
	maxUpdate      = 1 << 20          // bytes of one update
	webhookTimeout = 50 * time.Second // Telegram waits about a minute
	secretHeader   = "X-Telegram-Bot-Api-Secret-Token"
)

// Webhook takes updates that Telegram delivers. It answers 200 only when the
// update has come to its end: any other answer lets Telegram deliver it again.
type Webhook struct {
	intake *Intake
	lanes  *lanes
	secret [sha256.Size]byte
	log    *slog.Logger
}

// ServeHTTP handles one delivery.
func (h *Webhook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	given := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
	switch {
	case r.Method != http.MethodPost:
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	case subtle.ConstantTimeCompare(given[:], h.secret[:]) != 1:
		http.Error(w, "wrong secret", http.StatusUnauthorized)
		return
	}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
	if err != nil {
		http.Error(w, "body too large or cut", http.StatusRequestEntityTooLarge)
		return
	}
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &head) != nil || head.ID == nil {
		http.Error(w, "not an update", http.StatusBadRequest)
		return
	}
	if err := h.handle(r.Context(), raw); err != nil {
		h.log.WarnContext(r.Context(), "update was not handled, it comes again", slog.Int64("update", *head.ID), slog.Any("error", err))
		http.Error(w, "not handled", http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusOK)
}

// handle brings the update to its end on its person's lane. Telegram hanging
// up does not stop what has begun: the update would come again in the middle of it.
func (h *Webhook) handle(ctx context.Context, raw []byte) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), webhookTimeout)
	defer cancel()
	t, unreadable := h.intake.read(raw)
	ended := make(chan error, 1)
	h.lanes.enter(t.lane(), t.most(), func(crowded bool) {
		if ctx.Err() != nil {
			ended <- ctx.Err()
			return
		}
		t.in.crowded = crowded
		ended <- h.intake.finish(ctx, t, unreadable)
	})
	return <-ended
}
