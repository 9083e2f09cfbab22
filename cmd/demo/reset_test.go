package main

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// visitor asks the people's API of a demo.
type visitor struct {
	t   *testing.T
	url string
}

// ask makes a request with a JSON body, if any, and reads the answer.
func (v visitor) ask(method, path, body string) (int, string) {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.url+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// does asks for something that has to succeed.
func (v visitor) does(method, path, body string) string {
	v.t.Helper()
	code, answer := v.ask(method, path, body)
	if code >= http.StatusMultipleChoices {
		v.t.Fatalf("%s %s %s: %d %s", method, path, body, code, answer)
	}
	return answer
}

// chat lists what somebody's chat shows.
func (v visitor) chat(person string) []string {
	v.t.Helper()
	var c struct {
		Messages []struct {
			Plain string `json:"plain"`
		} `json:"messages"`
	}
	if err := json.Unmarshal([]byte(v.does("GET", "/api/people/"+person+"/chat", "")), &c); err != nil {
		v.t.Fatal(err)
	}
	var all []string
	for _, m := range c.Messages {
		all = append(all, m.Plain)
	}
	return all
}

// ahead is how far the office's clock is ahead of the machine's.
func (v visitor) ahead() time.Duration {
	v.t.Helper()
	var c struct {
		Now time.Time `json:"now"`
	}
	if err := json.Unmarshal([]byte(v.does("GET", "/api/clock", "")), &c); err != nil {
		v.t.Fatal(err)
	}
	return time.Until(c.Now)
}

// isAtTheBeginning says whether the office is as at the first start: the
// first person is not linked, the chat of the second has the bot's greeting
// alone, and the clock is the machine's.
func (v visitor) isAtTheBeginning(when string, greeting int) {
	v.t.Helper()
	if got := v.does("GET", "/api/people/"+budi+"/chat", ""); !strings.Contains(got, `"total":0`) {
		v.t.Errorf("%s the first chat is %s", when, got)
	}
	if got := v.chat(sri); len(got) != greeting {
		v.t.Errorf("%s the second chat has %d messages, want %d: %q", when, len(got), greeting, got)
	}
	if d := v.ahead(); d > time.Minute {
		v.t.Errorf("%s the clock is %s ahead", when, d)
	}
}

func TestAResetBringsBackTheBeginningAgainAndAgain(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	v := visitor{t, startDemo(t, "-data", data)}
	greeting := len(v.chat(sri))
	for _, when := range []string{"after the first reset", "after the second"} {
		v.does("POST", "/api/clock", `{"advance":"72h"}`)
		v.does("POST", "/api/faults", `{"method":"sendMessage","code":429,"retry_after":30}`)
		v.does("POST", "/api/people/"+budi+"/send", `{"text":"/start"}`)
		v.does("POST", "/api/people/"+sri+"/send", `{"text":"/disposisi"}`) // is in flight when the office ends
		var both sync.WaitGroup
		for range 2 { // whoever asks meanwhile gets the same new office
			both.Go(func() {
				if code, answer := v.ask("POST", "/api/reset", ""); code != http.StatusNoContent {
					t.Errorf("%s: %d %s", when, code, answer)
				}
			})
		}
		both.Wait()
		v.isAtTheBeginning(when, greeting)
		if got := v.does("GET", "/api/faults", ""); got != "[]\n" {
			t.Errorf("%s there are faults: %s", when, got)
		}
		if code, answer := v.ask("GET", "/healthz", ""); code != http.StatusOK {
			t.Errorf("%s: %d %s", when, code, answer)
		}
	}
	v.does("POST", "/api/people/"+sri+"/send", `{"text":"/disposisi"}`)
	v.does("POST", "/api/idle", "")
	if got := v.chat(sri); !strings.Contains(strings.Join(got, "\n"), "Disposisi yang menunggu Anda") {
		t.Errorf("the new office does not answer: %q", got)
	}
}

func TestAResetThatIsCutOffIsTakenUpAtTheNextStart(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	greeting := 0
	t.Run("an office at work", func(t *testing.T) {
		v := visitor{t, startDemo(t, "-data", data)}
		greeting = len(v.chat(sri))
		v.does("POST", "/api/clock", `{"advance":"72h"}`)
		v.does("POST", "/api/people/"+budi+"/send", `{"text":"/start"}`)
	})
	t.Run("a start without a reset goes on", func(t *testing.T) {
		v := visitor{t, startDemo(t, "-data", data)}
		if len(v.chat(budi)) == 0 || v.ahead() < 70*time.Hour {
			t.Error("the office was not kept")
		}
	})
	if err := os.WriteFile(filepath.Join(data, clearingFile), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("a start amid a reset begins anew", func(t *testing.T) {
		v := visitor{t, startDemo(t, "-data", data)}
		v.isAtTheBeginning("after the start", greeting)
	})
}
