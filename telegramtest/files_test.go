package telegramtest_test

import (
	"bytes"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// part is a field of a multipart form; with a name it is a file.
type part struct {
	field, name, content string
}

// postForm sends a multipart form whose length is not known beforehand.
func postForm(t *testing.T, s *telegramtest.Server, method string, parts ...part) reply {
	t.Helper()
	r, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		for _, p := range parts {
			var to io.Writer
			var err error
			if p.name == "" {
				to, err = form.CreateFormField(p.field)
			} else {
				to, err = form.CreateFormFile(p.field, p.name)
			}
			if err == nil {
				_, err = io.WriteString(to, p.content)
			}
			if err != nil {
				t.Errorf("write %s: %v", p.field, err)
			}
		}
		_ = w.CloseWithError(form.Close())
	}()
	return post(t, s, method, form.FormDataContentType(), r)
}

func download(t *testing.T, s *telegramtest.Server, path string) (int, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL()+"/file/bot"+s.Token()+"/"+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, body
}

// fileMessage is what these tests need of a message with a file.
type fileMessage struct {
	ID       int64  `json:"message_id"`
	Caption  string `json:"caption"`
	Album    string `json:"media_group_id"`
	Document struct {
		ID   string `json:"file_id"`
		Name string `json:"file_name"`
		MIME string `json:"mime_type"`
		Size int    `json:"file_size"`
	} `json:"document"`
	Photo []struct {
		ID     string `json:"file_id"`
		Width  int    `json:"width"`
		Height int    `json:"height"`
	} `json:"photo"`
}

func decode[T any](t *testing.T, r reply) T {
	t.Helper()
	if !r.OK {
		t.Fatalf("refused: %s", r.say())
	}
	return unmarshal[T](t, r.Result)
}

func TestADocumentGoesOutAndAgainByItsID(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	m := decode[fileMessage](t, postForm(t, s, "sendDocument",
		part{"chat_id", "", jsonOf(t, p.ID())}, part{"document", "surat.pdf", "%PDF-1.7 isi"},
		part{"caption", "", "<b>Surat</b>"}, part{"parse_mode", "", "HTML"}))
	again := must[fileMessage](t, s, "sendDocument", args{"chat_id": p.ID(), "document": m.Document.ID})
	if again.Document != m.Document || m.Document.Name != "surat.pdf" || m.Document.MIME != "application/pdf" || m.Caption != "Surat" {
		t.Errorf("sent %+v, again %+v", m, again)
	}
	wantError(t, call(t, s, "sendPhoto", args{"chat_id": p.ID(), "photo": m.Document.ID}), 400, "Bad Request: can't use file of type Document as Photo")
	if a, ok := s.File(m.Document.ID); !ok || string(a.Content) != "%PDF-1.7 isi" {
		t.Errorf("File = %+v, %t", a, ok)
	}
	if a, ok := s.File("tidak ada"); ok {
		t.Errorf("a file that does not exist is %+v", a)
	}
	seen := p.Chat()[1]
	want := []telegramtest.Attachment{{
		Kind: "document", Name: "surat.pdf", MIME: "application/pdf", Size: 12, FileID: m.Document.ID, Content: []byte("%PDF-1.7 isi"),
	}}
	if d := cmp.Diff(want, seen.Attachments); d != "" || seen.Plain != "Surat" || seen.Text != "<b>Surat</b>" {
		t.Errorf("the person sees %q %q %s", seen.Plain, seen.Text, d)
	}
}

func TestAPhotoComesInSizes(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Upload("foto.png", picture(t, 1600, 400), "apel pagi")
	got := must[[]struct {
		Message fileMessage `json:"message"`
	}](t, s, "getUpdates", nil)[0].Message
	var sides [][2]int
	for _, size := range got.Photo {
		sides = append(sides, [2]int{size.Width, size.Height})
	}
	if d := cmp.Diff([][2]int{{90, 22}, {320, 80}, {800, 200}, {1280, 320}}, sides); d != "" || got.Caption != "apel pagi" {
		t.Errorf("caption %q, sizes (-want +got):\n%s", got.Caption, d)
	}
	f := must[map[string]any](t, s, "getFile", args{"file_id": got.Photo[2].ID})
	code, content := download(t, s, f["file_path"].(string))
	c, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil || code != 200 || c.Width != 800 {
		t.Errorf("downloaded %d: %+v, %v", code, c, err)
	}
}

func TestWhatIsNoPictureGoesAsDocument(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	for name, c := range map[string]struct {
		file    string
		content []byte
		kind    string
		mime    string
	}{
		"a PDF":                        {"laporan.pdf", []byte("%PDF"), "document", "application/pdf"},
		"a picture":                    {"foto.PNG", picture(t, 10, 10), "photo", "image/jpeg"},
		"a picture that is broken":     {"foto.jpg", []byte("bukan gambar"), "document", "image/jpeg"},
		"a picture called a PDF":       {"foto.pdf", picture(t, 10, 10), "document", "application/pdf"},
		"a name that says nothing":     {"berkas", []byte("x"), "document", "application/octet-stream"},
		"a ribbon that is no portrait": {"pita.png", picture(t, 210, 10), "document", "image/png"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := p.Upload(c.file, c.content, "").Attachments[0]
			if a.Kind != c.kind || a.MIME != c.mime {
				t.Errorf("sent as %s %s, want %s %s", a.Kind, a.MIME, c.kind, c.mime)
			}
		})
	}
}

func TestAFileOver20MBCannotBeDownloaded(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	small := p.Upload("pas.pdf", make([]byte, 20<<20), "").Attachments[0]
	large := p.Upload("besar.pdf", make([]byte, 20<<20+1), "").Attachments[0]
	wantError(t, call(t, s, "getFile", args{"file_id": large.FileID}), 400, "Bad Request: file is too big")
	f := must[map[string]any](t, s, "getFile", args{"file_id": small.FileID})
	if code, content := download(t, s, f["file_path"].(string)); code != 200 || len(content) != 20<<20 {
		t.Errorf("downloaded %d: %d bytes", code, len(content))
	}
	s.Fault(telegramtest.Fault{Method: "download", Code: 502, Body: "<html>"})
	if code, content := download(t, s, f["file_path"].(string)); code != 502 || string(content) != "<html>" {
		t.Errorf("downloaded %d: %q", code, content)
	}
	if code, _ := download(t, s, "documents/tidak_ada.pdf"); code != 502 {
		t.Errorf("the fault meets every download, but: %d", code)
	}
}

func TestUploadsThatTelegramRefuses(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	to := part{"chat_id", "", jsonOf(t, p.ID())}
	for name, c := range map[string]struct {
		method string
		file   part
		code   int
		want   string
	}{
		"an empty file":     {"sendDocument", part{"document", "kosong.pdf", ""}, 400, "Bad Request: file must be non-empty"},
		"no picture":        {"sendPhoto", part{"photo", "foto.jpg", "bukan gambar"}, 400, "Bad Request: IMAGE_PROCESS_FAILED"},
		"too long a ribbon": {"sendPhoto", part{"photo", "pita.png", string(picture(t, 2001, 100))}, 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"},
		"more than 50 MB":   {"sendDocument", part{"document", "raksasa.pdf", long(50<<20 + 1)}, 413, "Request Entity Too Large"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			wantError(t, postForm(t, s, c.method, to, c.file), c.code, c.want)
		})
	}
}

func TestAnAlbumIsSeveralMessages(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	album := decode[[]fileMessage](t, postForm(t, s, "sendMediaGroup",
		part{"chat_id", "", jsonOf(t, p.ID())}, part{"media", "", jsonOf(t, []args{
			{"type": "document", "media": "attach://satu", "caption": "pertama"}, {"type": "document", "media": "attach://dua"},
		})}, part{"satu", "satu.pdf", "1"}, part{"dua", "dua.pdf", "2"}))
	if len(album) != 2 || album[0].Album == "" || album[0].Album != album[1].Album || album[0].Caption != "pertama" {
		t.Errorf("the album is %+v", album)
	}
	edited := decode[fileMessage](t, postForm(t, s, "editMessageMedia",
		part{"chat_id", "", jsonOf(t, p.ID())}, part{"message_id", "", jsonOf(t, album[1].ID)},
		part{"media", "", jsonOf(t, args{"type": "document", "media": "attach://tiga"})}, part{"tiga", "tiga.pdf", "3"}))
	if edited.Document.Name != "tiga.pdf" {
		t.Errorf("edited to %+v", edited)
	}
	mine := p.UploadAlbum([]telegramtest.File{{Name: "a.png", Content: picture(t, 5, 5)}, {Name: "b.png", Content: picture(t, 6, 6)}}, "dua foto")
	if len(mine) != 2 || mine[0].Album != mine[1].Album || mine[0].Plain != "dua foto" || mine[1].Plain != "" {
		t.Errorf("the person's album is %+v", mine)
	}
}
