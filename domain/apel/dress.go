package apel

// Dress is what is worn.
type Dress string

// What the rules of dress know (Pergub Bali 79/2018 for busana adat on
// Thursdays, Purnama, Tilem and Hari Jadi Provinsi; SE Gubernur 4/2021 for
// endek on Tuesdays; the rest [A]).
const (
	Adat   Dress = "ADAT"
	Korpri Dress = "KORPRI"
	Endek  Dress = "ENDEK"
	Khaki  Dress = "KHAKI"
	White  Dress = "PUTIH"
	Batik  Dress = "BATIK"
	Sport  Dress = "OLAHRAGA"
)
