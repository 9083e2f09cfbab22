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

// distance counts the bytes to insert, remove, replace or swap with their
// neighbour (Damerau and Levenshtein, each byte touched once).
func distance(a, b string) int {
	before, above, costs := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range costs {
		costs[j] = j
	}
	for i := range len(a) {
		before, above, costs = above, costs, before
		costs[0] = i + 1
		for j := range len(b) {
			costs[j+1] = min(above[j+1]+1, costs[j]+1, above[j]+different(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				costs[j+1] = min(costs[j+1], before[j-1]+1)
			}
		}
	}
	return costs[len(b)]
}

func different(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}
