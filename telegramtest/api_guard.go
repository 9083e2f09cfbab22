package telegramtest

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// pagePolicy lets the page load what it brought and nothing else, run no script that stands in a text, and nobody
// frame it. Pictures may also come out of its own memory.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; " +
	"connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// guard keeps other sites out of a server on the developer's own machine: a name that was bent to point here (DNS
// rebinding) is refused, and so is a request that another site's page makes (CSRF).
func guard(hosts []string, next http.Handler) http.Handler {
	origins := http.NewCrossOriginProtection()
	denied := endpoint(func(*http.Request) (any, error) {
		return nil, refuse(http.StatusForbidden, "a page of another site may not do this")
	})
	origins.SetDenyHandler(denied)
	next = alsoWhenReading(origins, denied, next)
	foreign := endpoint(func(r *http.Request) (any, error) {
		return nil, refuse(http.StatusMisdirectedRequest, "this server is not called %q; use its IP address or localhost", r.Host)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if !ours(r.Host, hosts) {
			foreign.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// alsoWhenReading guards the Bot API whatever the method: it acts on a GET as well, and its token here is no secret.
func alsoWhenReading(origins *http.CrossOriginProtection, denied, next http.Handler) http.Handler {
	guarded := origins.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked := *r
		asked.Method = http.MethodPost
		if strings.HasPrefix(r.URL.Path, "/bot") && origins.Check(&asked) != nil {
			denied.ServeHTTP(w, r)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// ours says whether a Host header can be meant for us. An IP address cannot be bent to point elsewhere.
func ours(host string, more []string) bool {
	name := host
	if without, _, err := net.SplitHostPort(host); err == nil {
		name = without
	}
	name = strings.ToLower(strings.Trim(name, "[]"))
	return net.ParseIP(name) != nil || name == "localhost" || strings.HasSuffix(name, ".localhost") ||
		slices.ContainsFunc(more, func(h string) bool { return strings.EqualFold(h, name) })
}
