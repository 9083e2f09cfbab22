package paper

import (
	"bytes"
	"fmt"
	"image/color"

	"git.sr.ht/~sbinet/gg"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"

	"github.com/gelis-bali/gelis/domain/document"
)

// qrWide is the width of a QR picture in pixels: it fills a phone held at arm's length.
const qrWide = 640

// QR draws a link as a QR code that another phone can scan, also from a
// screen with scratches: a quarter of it may be unreadable.
func QR(name, link string) (document.Content, error) {
	code, err := qrcode.NewQRCodeWriter().Encode(link, gozxing.BarcodeFormat_QR_CODE, qrWide, qrWide, map[gozxing.EncodeHintType]any{
		gozxing.EncodeHintType_ERROR_CORRECTION: decoder.ErrorCorrectionLevel_Q,
	})
	if err != nil {
		return document.Content{}, fmt.Errorf("draw a QR code: %w", err)
	}
	c := gg.NewContext(qrWide, qrWide)
	c.SetColor(color.White)
	c.Clear()
	c.SetColor(color.Black)
	for x := range qrWide {
		for y := range qrWide {
			if code.Get(x, y) {
				c.SetPixel(x, y)
			}
		}
	}
	var out bytes.Buffer
	if err := c.EncodePNG(&out); err != nil {
		return document.Content{}, fmt.Errorf("draw a QR code: %w", err)
	}
	return printed(name+".png", typePNG, out.Bytes()), nil
}
