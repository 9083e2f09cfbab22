package nav

import (
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/text"
)

// PageSize is how many items a page of a list has: as many as a small phone
// shows at once.
const PageSize = 5

// offsetBits are those of the longest list that there can be: further on the
// store could not count.
const offsetBits = 30

// Offset reads where in a list somebody is. No argument is the beginning;
// what does not parse is stale or forged.
func Offset(r *bot.Request, i int) (int, error) {
	if Arg(r, i) == "" {
		return 0, nil
	}
	offset, err := strconv.ParseUint(Arg(r, i), 10, offsetBits)
	if err != nil {
		return 0, bot.ErrStaleButton
	}
	return int(offset), nil
}

// LastPage is where the last page of a list begins.
func LastPage(total int) int { return max(0, total-1) / PageSize * PageSize }

// NumberButtons are one row of numbers: the text says what each stands for.
func NumberButtons(offset, count int, open func(label bot.Phrase, i int) bot.Button) [][]bot.Button {
	if count == 0 {
		return nil
	}
	row := make([]bot.Button, 0, count)
	for i := range count {
		row = append(row, open(text.NumberLabel{Number: offset + i + 1}, i))
	}
	return [][]bot.Button{row}
}

// PageButtons are ‹ 2/5 ›, where there is more than one page.
func PageButtons(offset, total int, to func(label bot.Phrase, offset int) bot.Button) [][]bot.Button {
	if total <= PageSize {
		return nil
	}
	var row []bot.Button
	if offset > 0 {
		row = append(row, to(text.Label("label.previous"), max(0, offset-PageSize)))
	}
	row = append(row, to(text.PageLabel{Page: offset/PageSize + 1, Pages: (total + PageSize - 1) / PageSize}, offset))
	if offset+PageSize < total {
		row = append(row, to(text.Label("label.next"), offset+PageSize))
	}
	return [][]bot.Button{row}
}

// PieceButtons turn the pieces of a long text, counted from 1.
func PieceButtons(piece, pieces int, to func(label bot.Phrase, piece int) bot.Button) [][]bot.Button {
	var row []bot.Button
	if piece > 1 {
		row = append(row, to(text.Label("label.previous"), min(piece, pieces+1)-1))
	}
	if piece < pieces {
		row = append(row, to(text.Label("label.next"), piece+1))
	}
	if row == nil {
		return nil
	}
	return [][]bot.Button{row}
}
