package telegramtest

import (
	"html"
	"strings"
)

func (p *htmlParser) startTag() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	if p.at >= len(p.text) {
		return syntaxError("Unclosed start tag at byte offset %d", begin)
	}
	if _, known := entityOf[name]; !known {
		return syntaxError("Unsupported start tag \"%s\" at byte offset %d", name, begin)
	}
	tag := openTag{name: name, attrs: map[string]string{}, units: p.units, bytes: p.out.Len()}
	for p.skipSpace(); p.peek(0) != '>'; p.skipSpace() {
		if err := p.attribute(tag, begin); err != nil {
			return err
		}
	}
	p.at++
	if name == "span" && tag.attrs["class"] != "tg-spoiler" {
		return syntaxError("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return nil
}

func (p *htmlParser) attribute(tag openTag, begin int) error {
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '=' || c == '>' }))
	if name == "" {
		if p.at >= len(p.text) {
			return syntaxError("Unclosed start tag at byte offset %d", begin)
		}
		return syntaxError("Empty attribute name in the tag \"%s\" at byte offset %d", tag.name, begin)
	}
	p.skipSpace()
	if p.peek(0) != '=' {
		if name == "expandable" && p.at < len(p.text) {
			tag.attrs[name] = ""
			return nil
		}
		return syntaxError("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", tag.name, begin)
	}
	p.at++
	p.skipSpace()
	if p.at >= len(p.text) {
		return syntaxError("Unclosed start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	value, err := p.value()
	if err == nil && p.at >= len(p.text) {
		err = syntaxError("Unclosed start tag at byte offset %d", begin)
	}
	tag.attrs[name] = value
	return err
}

// value reads what stands after the equal sign: a quoted text, or a word of letters, digits, dots and hyphens.
func (p *htmlParser) value() (string, error) {
	if quote := p.peek(0); quote == '"' || quote == '\'' {
		p.at++
		raw := p.until(func(c byte) bool { return c == quote })
		p.at++
		return html.UnescapeString(raw), nil
	}
	begin := p.at
	word := p.until(func(c byte) bool { return !wordRune(rune(c)) && c != '.' && c != '-' || c == '_' })
	if c := p.peek(0); c != 0 && !isSpace(c) && c != '>' {
		return "", syntaxError("Unexpected end of name token at byte offset %d", begin)
	}
	return strings.ToLower(word), nil
}

func (p *htmlParser) endTag() error {
	begin := p.at
	if len(p.open) == 0 {
		return syntaxError("Unexpected end tag at byte offset %d", begin)
	}
	p.at += 2
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	p.skipSpace()
	if p.peek(0) != '>' {
		return syntaxError("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return syntaxError("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	p.close(tag)
	return nil
}

// close turns a finished tag into an entity; empty ones and links that lead nowhere make none.
func (p *htmlParser) close(tag openTag) {
	e := wireEntity{Type: entityOf[tag.name], Offset: tag.units, Length: p.units - tag.units}
	if e.Length == 0 {
		return
	}
	switch tag.name {
	case "a":
		e.URL = tag.attrs["href"]
		if e.URL == "" {
			e.URL = p.out.String()[tag.bytes:]
		}
		if !linkLeadsSomewhere(e.URL) {
			return
		}
	case "blockquote":
		if _, ok := tag.attrs["expandable"]; ok {
			e.Type = "expandable_blockquote"
		}
	case "code":
		if class, ok := strings.CutPrefix(tag.attrs["class"], "language-"); ok && len(p.open) > 0 {
			p.open[len(p.open)-1].attrs["language"] = class
			return
		}
	case "pre":
		e.Language = tag.attrs["language"]
	}
	p.entities = append(p.entities, e)
}

func linkLeadsSomewhere(link string) bool {
	scheme, rest, found := strings.Cut(link, ":")
	if !found {
		return strings.Contains(link, ".") && !strings.ContainsAny(link, " #")
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "tg", "mailto", "tel", "ftp", "ton", "tonsite":
		return rest != ""
	}
	return false
}
