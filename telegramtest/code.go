package telegramtest

import (
	"bytes"
	"image"
	"maps"
	"strings"
	"sync"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

const (
	maxCodePixels = 16_000_000 // a larger picture is not looked at
	maxCodeBytes  = maxPhoto
	codeSide      = largestPicture // what is larger is made smaller before it is looked at
	maxCodes      = 5_000          // pictures that are remembered
)

// codeReader finds the links to the bot in the QR codes that pictures show, as a phone's camera does. Each picture is
// looked at once, when it is first seen.
type codeReader struct {
	s     *Server
	mu    sync.Mutex        // held while a picture is looked at: one at a time
	links map[string]string // by file_id; "" is a picture without one
}

func newCodeReader(s *Server) *codeReader { return &codeReader{s: s, links: map[string]string{}} }

// link is the deep link in a picture, "" if there is none.
func (c *codeReader) link(f Attachment) string {
	if !strings.HasPrefix(f.MIME, "image/") {
		return ""
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if link, known := c.links[f.FileID]; known {
		return link
	}
	link := readCode(f.Content)
	if _, err := c.s.readLink(link); err != nil {
		link = ""
	}
	if len(c.links) >= maxCodes {
		maps.DeleteFunc(c.links, func(string, string) bool { return true })
	}
	c.links[f.FileID] = link
	return link
}

// readCode is the text of the QR code in a picture, "" if there is none or the picture is none. Whoever sends a
// picture may want to do harm with it: its size is looked at first, and what breaks the reader is no code.
func readCode(content []byte) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	config, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || len(content) > maxCodeBytes || config.Width*config.Height > maxCodePixels {
		return ""
	}
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return ""
	}
	if max(config.Width, config.Height) > codeSide {
		picture = shrunk(picture, codeSide)
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		return ""
	}
	found, err := qrcode.NewQRCodeReader().Decode(bits, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return ""
	}
	return found.GetText()
}
