package main_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// says fails the test unless a command ended with the code and said something like this.
func (a answer) says(t *testing.T, code int, form string) {
	t.Helper()
	if a.code != code || !regexp.MustCompile(form).MatchString(a.out+a.complaint) {
		t.Errorf("it ended with %d and said\n%s%swant %d and\n%s", a.code, a.out, a.complaint, code, form)
	}
}

func TestTheVersionIsThatOfTheBuild(t *testing.T) {
	t.Parallel()
	gelis(t, settings{}, "version").says(t, 0, `^gelis \S+ .*go1\.\d+\S* \w+/\w+\n$`)
}

func TestTheCalendarOfAYearIsPrinted(t *testing.T) {
	t.Parallel()
	gelis(t, settings{}, "calendar", "2026").says(t, 0, `(?s)^date,kind,name,source\n.*\n2026-06-17,PAWUKON,GALUNGAN,.*\n2026-11-24,PURNAMA,PURNAMA,.*`)
	gelis(t, settings{}, "calendar", "1999").says(t, 1, `from 2000 to 9999`)
}

func TestWhatIsNoCommandIsSaidWithHowToAsk(t *testing.T) {
	t.Parallel()
	gelis(t, settings{}, "fly").says(t, 1, `unexpected argument fly`)
	help := gelis(t, settings{}, "--help")
	for _, command := range []string{"run", "migrate", "import", "doctor", "audit verify", "calendar", "version"} {
		help.says(t, 0, `(?m)^  `+command)
	}
}

func TestMigratingTwiceIsMigratingOnce(t *testing.T) {
	t.Parallel()
	env := settings{"DATABASE_URL": storetest.Database(t, nil)}
	for range 2 {
		gelis(t, env, "migrate").says(t, 0, `^The database is up to date \(migration \d+\)\.\n$`)
	}
}

func TestADatabaseThatIsAwayIsNamed(t *testing.T) {
	t.Parallel()
	env := settings{"DATABASE_URL": "postgres://gelis:sandi-basis@127.0.0.1:1/gelis"}
	for _, args := range [][]string{{"migrate"}, {"audit", "verify"}, {"import", t.TempDir()}} {
		gelis(t, env, args...).says(t, 1, `(?s)^gelis: connect to the database: .*127\.0\.0\.1:1`)
	}
}

func TestAnImportIsTriedDoneAndDoneAgain(t *testing.T) {
	t.Parallel()
	env := settings{"DATABASE_URL": storetest.Database(t, nil)}
	dir := t.TempDir()
	o := newOffice(1)
	o.write(t, dir, len(o.letters))
	gelis(t, env, "import", "--dry-run", dir).says(t, 0, `(?s)staff +37 +37 +0.*dry run: nothing was changed`)
	gelis(t, env, "import", dir).says(t, 0, `(?s)staff +37 +0 +0`)
	gelis(t, env, "import", dir).says(t, 0, `(?s)staff +0 +0 +37`)
}

func TestEveryMistakeOfAnImportIsListedAndNothingIsChanged(t *testing.T) {
	t.Parallel()
	env := settings{"DATABASE_URL": storetest.Database(t, nil)}
	dir := t.TempDir()
	o := newOffice(1)
	o.write(t, dir, len(o.letters))
	writeFile(t, filepath.Join(dir, "roles.csv"), "nip,role,unit\n"+o.head.nip+",TUKANG,DINAS\n12,TU,DINAS\n")
	wrong := gelis(t, env, "import", dir)
	wrong.says(t, 1, `roles\.csv +2 +role +"TUKANG"`)
	wrong.says(t, 1, `roles\.csv +3 +nip +"12"`)
	writeFile(t, filepath.Join(dir, "roles.csv"), "nip,role,unit\n"+o.head.nip+",TU,DINAS\n")
	gelis(t, env, "import", dir).says(t, 0, `(?s)staff +37 +0 +0`) // all of it is new: nothing was there
	gelis(t, env, "import", filepath.Join(dir, "nowhere")).says(t, 1, `nowhere: no such file or directory`)
}

func TestTheAuditLogIsProvedWholeOrItsFirstBrokenLineNamed(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, migrated)
	env := settings{"DATABASE_URL": url}
	gelis(t, env, "audit", "verify").says(t, 0, `^The audit log is whole: 0 lines\. Last hash: `)
	db := openStore(t, url)
	for id := range int64(5) {
		line := audit.Entry{At: time.Now(), Actor: 1, Action: audit.BranchRead, Subject: notify.Subject{Kind: notify.SubjectBranch, ID: id + 1}}
		if err := db.RecordAudit(t.Context(), line); err != nil {
			t.Fatal(err)
		}
	}
	gelis(t, env, "audit", "verify").says(t, 0, `^The audit log is whole: 5 lines\. Last hash: [0-9a-f]{64}\n$`)
	storetest.Exec(t, url, `ALTER TABLE audit_line DISABLE TRIGGER USER;
		UPDATE audit_line SET actor = 2 WHERE seq = 3;
		ALTER TABLE audit_line ENABLE TRIGGER USER`)
	gelis(t, env, "audit", "verify").says(t, 1, `^gelis: audit line 3: was changed after it was written\n$`)
	storetest.Exec(t, url, `ALTER TABLE audit_line DISABLE TRIGGER USER; DELETE FROM audit_line WHERE seq = 2`)
	gelis(t, env, "audit", "verify").says(t, 1, `^gelis: audit line 2: missing`)
}

func TestNobodyMayWriteIntoTheOfficeOfARunningBot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tg := startTelegram(t, telegramtest.Config{})
	bot := startedBot(t, tg, tg.settings().with(settings{"DATA_DIR": dir}))
	gelis(t, settings{"DATA_DIR": dir}, "migrate").says(t, 1, `^gelis: start the private PostgreSQL: .*in use`)
	bot.terminate()
	if code := bot.wait(); code != 0 {
		t.Errorf("the bot ended with %d:\n%s", code, bot.log.String())
	}
	gelis(t, settings{"DATA_DIR": dir}, "migrate").says(t, 0, `up to date`)
	if left := strings.TrimSpace(bot.out.String()); left != "" {
		t.Errorf("the bot speaks to standard output: %s", left)
	}
}
