package telegramtest

import (
	"bytes"
	"image"
	_ "image/gif" // a picture may be one
	"image/jpeg"
	_ "image/png" // a picture may be one
)

const (
	maxPhoto       = 10 << 20
	maxPhotoSides  = 10_000
	maxPhotoRatio  = 20
	jpegQuality    = 87
	largestPicture = 1280
)

// picture is one size of a photo.
type picture struct {
	content       []byte
	width, height int
}

// errPhoto says why Telegram does not take a picture as a photo, nil if it does.
func errPhoto(content []byte, c image.Config) *apiError {
	switch {
	case len(content) > maxPhoto:
		return badRequest("file of size %d bytes is too big for a photo; the maximum size is %d bytes", len(content), maxPhoto)
	case c.Width+c.Height > maxPhotoSides, c.Width > c.Height*maxPhotoRatio, c.Height > c.Width*maxPhotoRatio:
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

// photoSizes makes of a picture what Telegram keeps of it: JPEGs of growing size, none larger than the original.
// A JPEG that is small enough stays as it is.
func photoSizes(content []byte) ([]picture, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	if e := errPhoto(content, config); e != nil {
		return nil, e
	}
	whole, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	}
	longest := max(config.Width, config.Height)
	var sizes []picture
	for _, side := range []int{90, 320, 800, largestPicture} {
		if side >= longest {
			break
		}
		sizes = append(sizes, scaled(whole, side))
	}
	if longest > largestPicture {
		return sizes, nil
	}
	last := picture{content, config.Width, config.Height}
	if format != "jpeg" {
		last = scaled(whole, longest)
	}
	return append(sizes, last), nil
}

// scaled is the picture with its longest side so long, as a JPEG.
func scaled(from image.Image, side int) picture {
	to := shrunk(from, side)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, to, &jpeg.Options{Quality: jpegQuality}); err != nil {
		panic("telegramtest: a picture of our own does not become JPEG: " + err.Error())
	}
	return picture{out.Bytes(), to.Rect.Dx(), to.Rect.Dy()}
}

// shrunk is the picture with its longest side so long.
func shrunk(from image.Image, side int) *image.RGBA {
	b := from.Bounds()
	longest := max(b.Dx(), b.Dy())
	w, h := max(b.Dx()*side/longest, 1), max(b.Dy()*side/longest, 1)
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			to.Set(x, y, from.At(b.Min.X+x*b.Dx()/w, b.Min.Y+y*b.Dy()/h))
		}
	}
	return to
}
