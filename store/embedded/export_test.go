package embedded

// What the tests of the outside look at inside.
var (
	ServerProcesses = serverProcesses
	Ended           = ended
	Postmaster      = postmaster
)

func (p *Postgres) Data() string { return p.cluster.data() }

func (p *Postgres) Postmaster() int { return p.server.process.PID() }
