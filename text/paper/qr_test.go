package paper_test

import (
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/gelis-bali/gelis/text/paper"
)

func TestAPhoneReadsTheLinkInAQRCode(t *testing.T) {
	t.Parallel()
	const link = "https://t.me/GelisBaliBot?start=kQ3x8mVtT0b1XyA9hZ2cLw"
	picture, err := paper.QR("tautan", link)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, picture)
	bitmap, err := gozxing.NewBinaryBitmapFromImage(decode(t, picture))
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil || read.GetText() != link {
		t.Errorf("the code says %v, %v, want %q", read, err, link)
	}
}
