-- name: AddNotices :many
-- A key that a recipient has had already gives no row. Callers sort by key, so that two who store the same keys wait for
-- one another and do not block each other.
INSERT INTO notice (
    key, employee_id, account, kind, class, subject_kind, subject_id, facts, not_before, not_after, created_at
)
SELECT n.key, nullif(n.employee_id, 0), nullif(n.account, 0), n.kind, n.class, n.subject_kind, n.subject_id,
    nullif(n.facts, 'null'), n.not_before, nullif(n.not_after, '0001-01-01 00:00:00+00'), @created_at
FROM (
    SELECT
        unnest(@keys::text[]) AS key, unnest(@employees::bigint[]) AS employee_id, unnest(@accounts::bigint[]) AS account,
        unnest(@kinds::text[]) AS kind, unnest(@classes::text[]) AS class, unnest(@subject_kinds::text[]) AS subject_kind,
        unnest(@subject_ids::bigint[]) AS subject_id, unnest(@facts::jsonb[]) AS facts,
        unnest(@not_befores::timestamptz[]) AS not_before, unnest(@not_afters::timestamptz[]) AS not_after
) AS n
ON CONFLICT (key, employee_id, account) DO NOTHING
RETURNING id, not_before, class;

-- name: NoticeChat :one
-- Whom a notice is for, if it is still to be sent and they can be reached.
SELECT coalesce(n.account, l.account)::bigint AS chat, n.class
FROM notice AS n
LEFT JOIN link AS l ON l.employee_id = n.employee_id AND l.unreachable_since IS NULL
WHERE n.id = @id AND n.state IN ('PENDING', 'SENDING') AND num_nonnulls(n.account, l.account) > 0
    AND (n.not_after IS NULL OR n.not_after >= @now::timestamptz);

-- name: ClaimNotice :one
-- Takes a notice for one attempt, if it is still worth telling and its recipient can be reached. Whoever claims one whose
-- lease has lapsed does not know whether the sender before got it out.
UPDATE notice AS n SET
    state = 'SENDING', claimed_at = clock_timestamp(),
    lease_until = clock_timestamp() + make_interval(secs => @lease_seconds::double precision),
    attempt = n.attempt + 1, uncertain = n.uncertain OR n.state = 'SENDING',
    repeats = n.repeats + (n.uncertain OR n.state = 'SENDING')::integer,
    tried = coalesce(n.account, (SELECT l.account FROM link AS l WHERE l.employee_id = n.employee_id))
WHERE n.id = @id
    AND ((n.state = 'PENDING' AND n.not_before <= @now) OR (n.state = 'SENDING' AND n.lease_until < clock_timestamp()))
    AND (n.not_after IS NULL OR n.not_after >= @now)
    AND (n.account IS NOT NULL OR EXISTS (
        SELECT FROM link AS l WHERE l.employee_id = n.employee_id AND l.unreachable_since IS NULL))
RETURNING n.id, n.key, n.employee_id, n.tried, n.kind, n.class, n.subject_kind, n.subject_id, n.facts, n.uncertain, n.attempt;

-- name: Unclaimed :one
-- Why a notice could not be claimed: where it stands, when it is due, and how long its lease has yet to go.
SELECT state, not_before, not_after, employee_id,
    greatest(0, extract(epoch FROM lease_until - clock_timestamp()))::double precision AS lease_seconds
FROM notice
WHERE id = @id;

-- name: ExpireNotice :exec
-- Finishes a notice that is not worth telling any more.
UPDATE notice SET state = 'OBSOLETE', outcome = 'obsolete', uncertain = uncertain OR state = 'SENDING', lease_until = NULL
WHERE id = @id AND not_after < @now
    AND (state = 'PENDING' OR (state = 'SENDING' AND lease_until < clock_timestamp()));

-- name: ShelveUnreachable :execrows
-- Keeps a notice until its recipient can be reached.
UPDATE notice AS n SET state = 'UNREACHABLE', uncertain = n.uncertain OR n.state = 'SENDING', lease_until = NULL
WHERE n.id = @id
    AND ((n.state = 'PENDING' AND n.not_before <= @now) OR (n.state = 'SENDING' AND n.lease_until < clock_timestamp()))
    AND NOT EXISTS (SELECT FROM link AS l WHERE l.employee_id = n.employee_id AND l.unreachable_since IS NULL);

-- name: NoticeForFinish :one
SELECT class, employee_id, tried, claimed_at, attempt FROM notice WHERE id = @id;

-- name: FinishSent :exec
-- What was sent was sent, whoever has the lease by now.
UPDATE notice SET state = 'SENT', lease_until = NULL, outcome = 'sent', message_id = @message, sent_at = @at, cause = ''
WHERE id = @id;

-- name: FinishOther :execrows
-- An attempt that did not send says nothing once another has the lease or is through.
UPDATE notice SET
    state = @state, lease_until = NULL, outcome = @outcome, cause = @cause, not_before = @not_before,
    uncertain = uncertain OR @uncertain::boolean
WHERE id = @id AND state = 'SENDING' AND attempt = @attempt;

-- name: MoveRecipient :exec
UPDATE notice SET account = @moved_to WHERE id = @id AND account IS NOT NULL;

-- name: WakeUnreachable :many
-- What was kept for an employee who can be reached again, unless it is too old to matter: reminders age sooner.
UPDATE notice SET state = 'PENDING', not_before = greatest(not_before, @now)
WHERE employee_id = @employee AND state = 'UNREACHABLE'
    AND created_at > CASE class WHEN 'reminder' THEN @reminders_since::timestamptz ELSE @others_since::timestamptz END
RETURNING id, not_before, class;

-- name: OutdateNotices :exec
-- What was to be told to an employee by now and need not be any more.
UPDATE notice SET state = 'OBSOLETE', outcome = 'obsolete'
WHERE employee_id = @employee AND kind = ANY(@kinds::text[])
    AND (state = 'UNREACHABLE' OR (state = 'PENDING' AND not_before <= @now));

-- name: StuckNotices :many
-- Due for a long time and in nobody's hands: their jobs are gone. Whoever finds one notes it, and for as long again nobody
-- else does.
UPDATE notice AS n SET requeued_at = @now
FROM (
    SELECT s.id FROM notice AS s
    WHERE s.state IN ('PENDING', 'SENDING') AND s.not_before < @before
        AND (s.lease_until IS NULL OR s.lease_until < clock_timestamp())
        AND (s.requeued_at IS NULL OR s.requeued_at < @before)
    ORDER BY s.not_before, s.id
    LIMIT @at_most
    FOR NO KEY UPDATE SKIP LOCKED
) AS stuck
WHERE n.id = stuck.id
RETURNING n.id, n.not_before, n.class;
