-- name: ClaimDeliveries :many
-- Takes copies that are due for one attempt, those of urgent issues first. Nobody else gets them: they are skipped while
-- they are locked and not waiting afterwards. Whoever cannot be reached is left to SettleUnreachable.
WITH open AS (
    SELECT i.id, a.urgent, a.version
    FROM announcement_issue AS i JOIN announcement AS a ON a.id = i.announcement_id
    WHERE (i.state = 'DIKIRIM' OR i.amending) AND i.state = 'DIKIRIM' AND NOT a.withdrawn
), picked AS (
    SELECT w.id, w.account, o.version
    FROM (SELECT id, version FROM open ORDER BY urgent DESC, id) AS o
    CROSS JOIN LATERAL (
        SELECT c.id, l.account
        FROM announcement_copy AS c
        JOIN link AS l ON l.employee_id = c.employee_id AND l.unreachable_since IS NULL
        JOIN employee AS e ON e.id = c.employee_id AND e.active
        WHERE c.issue_id = o.id AND c.state = 'MENUNGGU' AND c.not_before <= @now::timestamptz
            AND c.from_minute <= @minute::integer AND c.until_minute > @minute::integer
        ORDER BY c.not_before, c.id
        LIMIT @at_most::integer
        FOR NO KEY UPDATE OF c SKIP LOCKED
    ) AS w
    LIMIT @at_most::integer
)
UPDATE announcement_copy AS c SET
    state = 'SEDANG', account = p.account, version = p.version, attempt = c.attempt + 1, claimed_at = clock_timestamp(),
    lease_until = clock_timestamp() + make_interval(secs => @lease_seconds::double precision)
FROM picked AS p
WHERE c.id = p.id
RETURNING c.id, c.issue_id, c.employee_id, p.account, c.attempt;

-- name: ClaimAmendments :many
-- Takes copies that show an older version, of announcements that are withdrawn or of those that are not. A claim that was
-- not heard of again is repeated: to amend twice does no harm.
WITH picked AS (
    SELECT w.id, o.version
    FROM (
        SELECT i.id, a.version
        FROM announcement_issue AS i JOIN announcement AS a ON a.id = i.announcement_id
        WHERE (i.state = 'DIKIRIM' OR i.amending) AND i.amending AND a.withdrawn = @withdrawn::boolean
        ORDER BY i.id DESC
    ) AS o
    CROSS JOIN LATERAL (
        SELECT c.id
        FROM announcement_copy AS c
        WHERE c.issue_id = o.id AND c.state = 'TERKIRIM' AND c.version < o.version AND NOT c.behind
            AND c.not_before <= @now::timestamptz AND (c.lease_until IS NULL OR c.lease_until < clock_timestamp())
        LIMIT @at_most::integer
        FOR NO KEY UPDATE OF c SKIP LOCKED
    ) AS w
    LIMIT @at_most::integer
)
UPDATE announcement_copy AS c SET
    attempt = c.attempt + 1, claimed_at = clock_timestamp(),
    lease_until = clock_timestamp() + make_interval(secs => @lease_seconds::double precision)
FROM picked AS p
WHERE c.id = p.id
RETURNING c.id, c.issue_id, c.employee_id, coalesce(c.account, 0)::bigint AS account, c.attempt, c.message_ids, c.sent_at;

-- name: AnyOpenIssue :one
SELECT EXISTS (SELECT FROM announcement_issue WHERE state = 'DIKIRIM' OR amending);

-- name: OutOfReach :many
-- Copies that are due for people who have no account, cannot be reached, or have left.
SELECT w.id, w.employee_id
FROM (SELECT id FROM announcement_issue WHERE (state = 'DIKIRIM' OR amending) AND state = 'DIKIRIM') AS i
CROSS JOIN LATERAL (
    SELECT c.id, c.employee_id
    FROM announcement_copy AS c
    WHERE c.issue_id = i.id AND c.state = 'MENUNGGU' AND c.not_before <= @now::timestamptz
        AND NOT EXISTS (
            SELECT FROM link AS l JOIN employee AS e ON e.id = l.employee_id
            WHERE l.employee_id = c.employee_id AND l.unreachable_since IS NULL AND e.active)
    ORDER BY c.not_before, c.id
    LIMIT @at_most::integer
) AS w
LIMIT @at_most::integer;

-- name: SettleUnreachable :many
-- Puts copies aside whose recipients still cannot be reached; the caller holds them, so that nobody comes back meanwhile.
UPDATE announcement_copy AS c SET state = 'TAK_TERJANGKAU'
WHERE c.id IN (
    SELECT w.id FROM announcement_copy AS w
    WHERE w.id = ANY(@ids::bigint[]) AND w.state = 'MENUNGGU'
        AND NOT EXISTS (
            SELECT FROM link AS l JOIN employee AS e ON e.id = l.employee_id
            WHERE l.employee_id = w.employee_id AND l.unreachable_since IS NULL AND e.active)
    FOR NO KEY UPDATE OF w SKIP LOCKED
)
RETURNING c.issue_id;

-- name: ShareEmployees :exec
SELECT id FROM employee WHERE id = ANY(@ids::bigint[]) ORDER BY id FOR SHARE;

-- name: LoseCopies :many
-- Copies whose broadcaster was not heard of again: nobody knows whether they went out.
UPDATE announcement_copy AS c SET state = 'TAK_PASTI', lease_until = NULL, cause = 'lease'
WHERE c.id IN (
    SELECT w.id FROM announcement_copy AS w
    WHERE w.state = 'SEDANG' AND w.lease_until < clock_timestamp()
    FOR NO KEY UPDATE SKIP LOCKED
)
RETURNING c.issue_id;

-- name: WithdrawWaiting :exec
-- What has not gone out of a withdrawn announcement never does.
UPDATE announcement_copy AS c SET state = 'DITARIK'
WHERE c.id IN (
    SELECT w.id
    FROM announcement_issue AS i
    JOIN announcement AS a ON a.id = i.announcement_id
    JOIN announcement_copy AS w ON w.issue_id = i.id
    WHERE (i.state = 'DIKIRIM' OR i.amending) AND a.withdrawn AND w.state = 'MENUNGGU'
    FOR NO KEY UPDATE OF w SKIP LOCKED
);

-- name: HoldCopies :exec
-- What is due at an hour that its recipient does not want waits for the next one that they do.
UPDATE announcement_copy AS c SET
    not_before = CASE WHEN c.from_minute > @minute::integer THEN @midnight::timestamptz ELSE @next_midnight::timestamptz END
        + make_interval(mins => c.from_minute)
WHERE c.id IN (
    SELECT w.id
    FROM (SELECT id FROM announcement_issue WHERE (state = 'DIKIRIM' OR amending) AND state = 'DIKIRIM') AS i
    CROSS JOIN LATERAL (
        SELECT h.id FROM announcement_copy AS h
        WHERE h.issue_id = i.id AND h.state = 'MENUNGGU' AND h.not_before <= @now::timestamptz
            AND (h.from_minute > @minute::integer OR h.until_minute <= @minute::integer)
        ORDER BY h.not_before, h.id
        LIMIT @at_most::integer
        FOR NO KEY UPDATE SKIP LOCKED
    ) AS w
);

-- name: MarkGone :many
-- Those whose account said that the bot is blocked, unless they came back since the attempt began. Returned are the copies
-- of those who are out of reach now.
WITH marked AS (
    UPDATE link AS l SET unreachable_since = coalesce(l.unreachable_since, @at::timestamptz)
    FROM announcement_copy AS c
    WHERE c.id = ANY(@copies::bigint[]) AND l.employee_id = c.employee_id AND l.account = c.account
        AND (l.returned_at IS NULL OR l.returned_at <= c.claimed_at)
    RETURNING l.employee_id
)
SELECT c.id FROM announcement_copy AS c
WHERE c.id = ANY(@copies::bigint[])
    AND (c.employee_id IN (SELECT employee_id FROM marked)
        OR NOT EXISTS (SELECT FROM link AS k WHERE k.employee_id = c.employee_id AND k.account = c.account));

-- name: FinishCopies :many
-- Records what became of attempts, all in one. What is known for sure counts also when the lease was over by then; an
-- attempt that another has followed says nothing.
UPDATE announcement_copy AS c SET
    state = d.state, lease_until = NULL, cause = d.cause, version = d.version, behind = d.behind,
    not_before = coalesce(nullif(d.not_before, '0001-01-01 00:00:00+00'), c.not_before),
    message_ids = CASE d.messages WHEN '{}' THEN c.message_ids ELSE d.messages::bigint[] END,
    sent_at = CASE WHEN c.state <> 'TERKIRIM' AND d.state = 'TERKIRIM' THEN @at::timestamptz ELSE c.sent_at END
FROM (
    SELECT
        unnest(@ids::bigint[]) AS id, unnest(@attempts::integer[]) AS attempt, unnest(@states::text[]) AS state,
        unnest(@causes::text[]) AS cause, unnest(@versions::integer[]) AS version, unnest(@behinds::boolean[]) AS behind,
        unnest(@not_befores::timestamptz[]) AS not_before, unnest(@messages::text[]) AS messages
) AS d
WHERE c.id = d.id AND c.attempt = d.attempt
    AND (c.state IN ('SEDANG', 'TERKIRIM') OR (c.state = 'TAK_PASTI' AND d.state IN ('TERKIRIM', 'TAK_TERJANGKAU', 'GAGAL')))
RETURNING c.issue_id;

-- name: IssuesToTouch :many
-- Of issues that have changed: those that are over or up to date, and those that were shown last a while ago.
SELECT i.id
FROM announcement_issue AS i
JOIN announcement AS a ON a.id = i.announcement_id
WHERE i.id = ANY(@ids::bigint[]) AND (
        i.changed_at < clock_timestamp() - make_interval(secs => @older_than::double precision)
        OR
        (i.state = 'DIKIRIM'
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'MENUNGGU')
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'SEDANG'))
        OR (i.amending
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'SEDANG')
            AND NOT EXISTS (
                SELECT FROM announcement_copy AS c
                WHERE c.issue_id = i.id AND c.state = 'TERKIRIM' AND c.version < a.version AND NOT c.behind))
    )
ORDER BY i.id;

-- name: OverdueIssues :many
-- Open issues that are over or up to date although nobody noticed.
SELECT i.id
FROM announcement_issue AS i
JOIN announcement AS a ON a.id = i.announcement_id
WHERE (i.state = 'DIKIRIM' OR i.amending) AND (
        (i.state = 'DIKIRIM'
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'MENUNGGU')
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'SEDANG'))
        OR (i.amending
            AND NOT EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = i.id AND c.state = 'SEDANG')
            AND NOT EXISTS (
                SELECT FROM announcement_copy AS c
                WHERE c.issue_id = i.id AND c.state = 'TERKIRIM' AND c.version < a.version AND NOT c.behind))
    )
ORDER BY i.id;

-- name: TouchIssues :many
-- Gives issues a new version, ends those of which nothing waits any more, and sees which still have copies to amend. The
-- caller has locked them, in a statement of its own: only so does this one see all that others did to their copies.
UPDATE announcement_issue AS i SET
    version = i.version + 1, changed_at = clock_timestamp(),
    state = CASE WHEN n.over THEN 'SELESAI' ELSE i.state END,
    ended_at = CASE WHEN n.over THEN @at::timestamptz ELSE i.ended_at END,
    amending = n.amending
FROM (
    SELECT
        k.id, a.author_id, a.withdrawn, k.state = 'DIKIRIM' AND NOT w.waits AND NOT w.busy AS over,
        w.stale OR (k.amending AND w.busy) AS amending
    FROM announcement_issue AS k
    JOIN announcement AS a ON a.id = k.announcement_id
    CROSS JOIN LATERAL (
        SELECT
            EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = k.id AND c.state = 'MENUNGGU') AS waits,
            EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = k.id AND c.state = 'SEDANG') AS busy,
            EXISTS (
                SELECT FROM announcement_copy AS c
                WHERE c.issue_id = k.id AND c.state = 'TERKIRIM' AND c.version < a.version AND NOT c.behind) AS stale
    ) AS w
    WHERE k.id = ANY(@ids::bigint[])
) AS n
WHERE n.id = i.id
RETURNING i.id, n.author_id, (n.over AND NOT n.withdrawn)::boolean AS finished;

-- name: WakeCopies :many
-- What was put aside for an employee who can be reached again, of issues that are not old, waits again; what a message of
-- theirs is behind with is to be brought. Returned are the issues.
UPDATE announcement_copy AS c SET
    state = CASE WHEN c.state = 'TAK_TERJANGKAU' THEN 'MENUNGGU' ELSE c.state END,
    not_before = CASE WHEN c.state = 'TAK_TERJANGKAU' THEN @now::timestamptz ELSE c.not_before END,
    version = CASE WHEN c.behind THEN 0 ELSE c.version END,
    behind = false
FROM announcement_issue AS i
JOIN announcement AS a ON a.id = i.announcement_id
WHERE c.employee_id = @employee AND i.id = c.issue_id
    AND (c.behind OR (c.state = 'TAK_TERJANGKAU' AND i.begun_at > @since::timestamptz AND NOT a.withdrawn))
RETURNING c.issue_id;

-- name: ReopenIssues :exec
-- Lets issues go on that had ended, because something of them waits again.
UPDATE announcement_issue AS i SET
    state = CASE WHEN i.state = 'SELESAI' AND w.waits THEN 'DIKIRIM' ELSE i.state END,
    ended_at = CASE WHEN i.state = 'SELESAI' AND w.waits THEN NULL ELSE i.ended_at END,
    amending = true, version = i.version + 1, changed_at = clock_timestamp()
FROM (
    SELECT k.id, EXISTS (SELECT FROM announcement_copy AS c WHERE c.issue_id = k.id AND c.state = 'MENUNGGU') AS waits
    FROM announcement_issue AS k
    WHERE k.id = ANY(@ids::bigint[])
) AS w
WHERE w.id = i.id;
