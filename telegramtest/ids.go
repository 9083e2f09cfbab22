package telegramtest

import "encoding/json"

const maxDeletes = 100

// readIDs reads a list of message ids.
func readIDs(raw string) ([]int64, error) {
	var ids []int64
	if err := json.Unmarshal([]byte(raw), &ids); err != nil {
		return nil, badRequest("message identifiers are not specified")
	}
	if len(ids) == 0 || len(ids) > maxDeletes {
		return nil, badRequest("message identifiers must be 1-100")
	}
	return ids, nil
}
