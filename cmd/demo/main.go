// Command demo shows Gelis at work without a Telegram token: a fictional
// office, a Telegram of its own with phones on a page, a clock that can be
// moved, and the same program that an office would run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// options are the flags of the demo.
type options struct {
	addr         string
	noOpen       bool
	data         string
	telegramOnly bool
	verbose      bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := realMain(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		os.Exit(1)
	}
}

// realMain runs the demo until it is told to stop. What it returns has been
// told to the visitor.
func realMain(ctx context.Context, args []string, out, complaints io.Writer) error {
	o, err := parse(args, complaints)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	serve := serveOffice
	if o.telegramOnly {
		serve = serveTelegram
	}
	if err := serve(ctx, o, out); err != nil && !errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(complaints, "demo:", err)
		return err
	}
	return nil
}

func parse(args []string, complaints io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(complaints)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address of the page, the people's API and the Bot API")
	flags.BoolVar(&o.noOpen, "no-open", false, "do not open a browser")
	flags.StringVar(&o.data, "data", "", "folder to keep the office in and go on from; default is a temporary one, removed at the end")
	flags.BoolVar(&o.telegramOnly, "telegram-only", false, "serve the Telegram alone, for a gelis run of your own with TELEGRAM_API_URL")
	flags.BoolVar(&o.verbose, "verbose", false, "show the program's log")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		err := fmt.Errorf("%q is no flag of the demo; see demo -help", flags.Arg(0))
		_, _ = fmt.Fprintln(complaints, "demo:", err)
		return o, err
	}
	return o, nil
}
