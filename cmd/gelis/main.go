// Command gelis is the Telegram bot for the staff of the provincial government
// of Bali: it runs the bot, brings the database up to date, imports the
// office, and says what is wrong when something is.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/gelis-bali/gelis/cmd/internal/app"
)

// commandLine is what can be said to gelis. Every flag is an environment
// variable, too.
type commandLine struct {
	Run      runCommand      `cmd:"" help:"Run the bot until it is told to stop."`
	Migrate  migrateCommand  `cmd:"" help:"Bring the tables of the database up to date."`
	Import   importCommand   `cmd:"" help:"Read the office from a folder of CSV or Excel files, again and again."`
	Doctor   doctorCommand   `cmd:"" help:"Look at everything the bot needs, and say what to do."`
	Audit    auditCommand    `cmd:"" help:"The audit log."`
	Calendar calendarCommand `cmd:"" help:"Print every special day of a year as CSV, Balinese days included."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := realMain(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		os.Exit(1)
	}
}

// realMain runs one command. What it returns has been told to the operator.
func realMain(ctx context.Context, args []string, out, complaints io.Writer) error {
	var cli commandLine
	parser, err := kong.New(&cli, kong.Name("gelis"), kong.Writers(out, complaints),
		kong.Description("Telegram bot for the staff of the provincial government of Bali."),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(out, (*io.Writer)(nil)),
		kong.UsageOnError())
	if err != nil {
		return fmt.Errorf("make the command line: %w", err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		parser.Errorf("%s", err)
		return err
	}
	if err := command.Run(); err != nil && !errors.Is(err, context.Canceled) {
		complain(complaints, err)
		return err
	}
	return nil
}

// complain tells the operator one sentence for each thing that is wrong.
func complain(to io.Writer, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			complain(to, one)
		}
		return
	}
	_, _ = fmt.Fprintln(to, "gelis:", err)
}

type runCommand struct {
	app.Config `embed:""`
}

// Run runs the bot.
func (c *runCommand) Run(ctx context.Context) error {
	if err := c.Check(); err != nil {
		return err
	}
	gelis, err := app.New(ctx, app.Options{Config: c.Config, Now: wallClock, Log: c.Logger(os.Stderr)})
	if err != nil {
		return err
	}
	return errors.Join(gelis.Run(ctx), gelis.Close())
}
