package importer

import "strings"

// nearest finds the name that was probably meant: the same but for its case,
// or the one with the fewest letters to change, at most a third. It returns nothing if
// none is near.
func nearest(written string, names []string) string {
	best, fewest := "", max(1, len(written)/3)+1
	for _, name := range names {
		if strings.EqualFold(written, name) {
			return name
		}
		if difference := len(name) - len(written); difference >= fewest || -difference >= fewest {
			continue
		}
		if d := distance(strings.ToLower(written), strings.ToLower(name)); d < fewest {
			best, fewest = name, d
		}
	}
	return best
}

// distance counts the bytes to insert, remove or replace (Levenshtein).
func distance(a, b string) int {
	costs := make([]int, len(b)+1)
	for j := range costs {
		costs[j] = j
	}
	for i := range len(a) {
		diagonal := costs[0]
		costs[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = costs[j+1]
			costs[j+1] = min(replace, costs[j]+1, diagonal+1)
		}
	}
	return costs[len(b)]
}
