package embedded

import (
	"context"
	"time"
)

// watch starts the server again whenever it ends unasked, until ctx ends. Only the watch touches p.server meanwhile: whoever
// stops it waits for its end first.
func (p *Postgres) watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.server.process.Exited():
		}
		p.logger.WarnContext(ctx, "private PostgreSQL ended unasked; starting it again", "reason", p.server.process.Err())
		if !p.revive(ctx) {
			return
		}
	}
}

// revive tries until it succeeds or is told to give up.
func (p *Postgres) revive(ctx context.Context) bool {
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		err := p.reviveOnce(ctx)
		if err == nil {
			p.logger.InfoContext(ctx, "private PostgreSQL is back", "folder", p.cluster.home)
			return true
		}
		if ctx.Err() == nil {
			p.logger.ErrorContext(ctx, "private PostgreSQL does not start", "error", err)
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pause):
		}
	}
}

func (p *Postgres) reviveOnce(ctx context.Context) error {
	if err := p.clear(ctx); err != nil {
		return err
	}
	started, err := startServer(ctx, p.cluster, p.address, p.folder.logPath())
	if err == nil {
		p.server = started
	}
	return err
}
