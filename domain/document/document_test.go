package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/document"
)

// onePage is a PDF as programs write it, with its end.
const onePage = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n" +
	"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n"

func pngPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 2, 2)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpPicture is a lossy picture of one pixel.
func webpPicture(t *testing.T) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func zipped(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPDFAndPicturesAreTakenByTheirContent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		content []byte
		called  string
		want    document.File
	}{
		{"a PDF", []byte(onePage), "undangan.pdf", document.File{Name: "undangan.pdf", MIME: "application/pdf"}},
		{"a PDF with something behind its end", []byte(onePage + strings.Repeat("\x00", 1000)), "a.pdf", document.File{Name: "a.pdf", MIME: "application/pdf"}},
		{"a long PDF", []byte("%PDF-1.7\n" + strings.Repeat("stream\n", 10000) + "%%EOF"), "a.pdf", document.File{Name: "a.pdf", MIME: "application/pdf"}},
		{"a PNG", pngPicture(t), "foto.png", document.File{Name: "foto.png", MIME: "image/png"}},
		{"a JPEG", jpegPicture(t), "foto.jpeg", document.File{Name: "foto.jpg", MIME: "image/jpeg"}},
		{"a WebP", webpPicture(t), "stiker.webp", document.File{Name: "stiker.webp", MIME: "image/webp"}},
		{"a picture called a PDF", jpegPicture(t), "scan.pdf", document.File{Name: "scan.jpg", MIME: "image/jpeg"}},
		{"a picture called a program", pngPicture(t), "setup.exe", document.File{Name: "setup.png", MIME: "image/png"}},
		{"a photo, which has no name", jpegPicture(t), "", document.File{Name: "berkas.jpg", MIME: "image/jpeg"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := document.Check(tt.called, tt.content)
			if err != nil {
				t.Fatal(err)
			}
			tt.want.ID, tt.want.Size = got.ID, len(tt.content)
			if diff := cmp.Diff(document.Content{File: tt.want, Bytes: tt.content}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestEverythingElseIsRefusedWhateverItIsCalled(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		content []byte
		want    document.KindError
	}{
		{"a Windows program", []byte("MZ\x90\x00\x03\x00\x00\x00PE\x00\x00"), document.KindError{MIME: "application/octet-stream"}},
		{"a Linux program", []byte("\x7fELF\x02\x01\x01\x00\x00"), document.KindError{MIME: "application/octet-stream"}},
		{"a zip", zipped(t, "a.txt"), document.KindError{MIME: "application/zip"}},
		{"a Word document", zipped(t, "word/document.xml"), document.KindError{MIME: "application/zip"}},
		{"a page", []byte("<!DOCTYPE html><script>alert(1)</script>"), document.KindError{MIME: "text/html; charset=utf-8"}},
		{"a drawing with a script in it", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`), document.KindError{MIME: "text/plain; charset=utf-8"}},
		{"a drawing after an XML head", []byte(`<?xml version="1.0"?><svg/>`), document.KindError{MIME: "text/xml; charset=utf-8"}},
		{"a GIF", []byte("GIF89a\x01\x00\x01\x00"), document.KindError{MIME: "image/gif"}},
		{"a text", []byte("laporan"), document.KindError{MIME: "text/plain; charset=utf-8"}},
		{"a text about a PDF", []byte("lihat %PDF-1.4 %%EOF"), document.KindError{MIME: "text/plain; charset=utf-8"}},
		{"a PDF behind a page", []byte("<html>" + onePage), document.KindError{MIME: "text/html; charset=utf-8"}},
		{"a PDF that was cut", []byte(onePage[:60]), document.KindError{MIME: "application/pdf", Cut: true}},
		{"a PDF with an end far from its end", []byte(onePage + strings.Repeat("more", 1000)), document.KindError{MIME: "application/pdf", Cut: true}},
		{"nothing but the head of a PDF", []byte("%PDF-"), document.KindError{MIME: "application/pdf", Cut: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := document.Check("undangan.pdf", tt.content)
			if !errors.Is(err, document.ErrKind) {
				t.Fatalf("got %v, %v", got.File, err)
			}
			kind, ok := errors.AsType[*document.KindError](err)
			if !ok || *kind != tt.want {
				t.Errorf("got %+v, want %+v", err, tt.want)
			}
			if strings.Contains(err.Error(), "neither") == tt.want.Cut {
				t.Errorf("cut %v, but it says: %v", tt.want.Cut, err)
			}
		})
	}
}

func TestSizes(t *testing.T) {
	t.Parallel()
	if _, err := document.Check("a.pdf", nil); !errors.Is(err, document.ErrEmpty) {
		t.Errorf("nothing: %v", err)
	}
	largest := make([]byte, document.MaxBytes+1)
	copy(largest, "%PDF-1.4")
	copy(largest[document.MaxBytes-6:], "%%EOF")
	if _, err := document.Check("a.pdf", largest[:document.MaxBytes]); err != nil {
		t.Errorf("20 MB: %v", err)
	}
	_, err := document.Check("a.pdf", largest)
	tooLarge, ok := errors.AsType[*document.TooLargeError](err)
	if !ok || tooLarge.Size != 20<<20+1 || !errors.Is(err, document.ErrTooLarge) || errors.Is(err, document.ErrKind) {
		t.Errorf("a byte more: %v", err)
	}
}

func TestAFileIsKnownByItsContent(t *testing.T) {
	t.Parallel()
	one, err := document.Check("satu.pdf", []byte(onePage))
	if err != nil {
		t.Fatal(err)
	}
	same, err := document.Check("dua.pdf", []byte(onePage))
	if err != nil {
		t.Fatal(err)
	}
	other, err := document.Check("satu.pdf", []byte(onePage+" "))
	if err != nil {
		t.Fatal(err)
	}
	const want = "b21954d1cedbf66024649c537aa3a5e7f1aacf6f6a4a0a0c46660ebacda18e63"
	if one.ID != want || same.ID != want || other.ID == want {
		t.Errorf("got %s, %s and %s", one.ID, same.ID, other.ID)
	}
}
