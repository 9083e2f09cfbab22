-- name: RememberCard :one
-- Says whether the subject has moved on. Its row is shared with other cards, but not with a change of the subject: so a card
-- is recorded either before the change, and then the change finds it, or after, and then it is known to be behind.
--
-- The version is that of the latest drawing, also when it is older than the one before: two that were drawn at the same
-- time may have reached the phone in the other order, and then the card is behind.
--
-- The card of an apel event shows its reader's own presence as well, so its version is the sum of both (apel.CardVersion).
-- The subject of a plea is event and employee in one number (apel.SubjectOfPlea).
WITH branch_now AS (
    SELECT b.version FROM branch AS b WHERE @subject_kind::text = 'branch' AND b.id = @subject_id FOR SHARE
), request_now AS (
    SELECT r.version FROM request AS r WHERE @subject_kind::text = 'request' AND r.id = @subject_id FOR SHARE
), event_now AS (
    SELECT e.version FROM apel_event AS e WHERE @subject_kind::text = 'apel' AND e.id = @subject_id FOR SHARE
), own_now AS (
    SELECT p.version
    FROM link AS l JOIN apel_presence AS p ON p.employee_id = l.employee_id
    WHERE @subject_kind::text = 'apel' AND p.event_id = @subject_id AND l.account = @account
    FOR SHARE OF p
), plea_now AS (
    SELECT p.version FROM apel_presence AS p
    WHERE @subject_kind::text = 'plea' AND p.event_id = (@subject_id::bigint >> 32) AND p.employee_id = (@subject_id::bigint & 4294967295)
    FOR SHARE
), letter_now AS (
    SELECT way.version FROM letter AS way WHERE @subject_kind::text = 'letter' AND way.id = @subject_id FOR SHARE
), issue_now AS (
    SELECT i.version FROM announcement_issue AS i WHERE @subject_kind::text = 'announce' AND i.id = @subject_id FOR SHARE
), subject_now AS (
    SELECT version FROM branch_now
    UNION ALL SELECT version FROM issue_now
    UNION ALL SELECT version FROM letter_now
    UNION ALL SELECT version FROM request_now
    UNION ALL SELECT e.version + coalesce((SELECT version FROM own_now), 0) FROM event_now AS e
    UNION ALL SELECT version FROM plea_now
), recorded AS (
    INSERT INTO card (account, message_id, subject_kind, subject_id, version, shown_at)
    SELECT @account, @message, @subject_kind, @subject_id, @version, @at
    FROM (SELECT max(version) FROM subject_now) AS locked -- first the subject, then the card
    ON CONFLICT (account, message_id) DO UPDATE SET
        subject_kind = excluded.subject_kind, subject_id = excluded.subject_id, shown_at = excluded.shown_at,
        version = excluded.version
)
SELECT coalesce(
    CASE @subject_kind::text
        WHEN 'apel' THEN (SELECT version FROM subject_now) <> @version::integer -- a reader who left the audience has no part in it
        ELSE (SELECT version FROM subject_now) > @version::integer
    END, false)::boolean AS stale;

-- name: ForgetCard :exec
DELETE FROM card WHERE account = @account AND message_id = @message;

-- name: StaleCards :many
SELECT c.account, c.message_id, c.version
FROM card AS c
LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
LEFT JOIN announcement_issue AS i ON c.subject_kind = 'announce' AND i.id = c.subject_id
LEFT JOIN letter AS way ON c.subject_kind = 'letter' AND way.id = c.subject_id
WHERE c.subject_kind = @subject_kind AND c.subject_id = @subject_id AND c.version < coalesce(b.version, r.version, i.version, way.version)
UNION ALL
SELECT c.account, c.message_id, c.version
FROM apel_event AS v
JOIN card AS c ON c.subject_kind = 'apel' AND c.subject_id = v.id
LEFT JOIN link AS l ON l.account = c.account
LEFT JOIN apel_presence AS p ON p.event_id = v.id AND p.employee_id = l.employee_id
WHERE @subject_kind = 'apel' AND v.id = @subject_id AND c.version <> v.version + coalesce(p.version, 0)
UNION ALL
SELECT c.account, c.message_id, c.version
FROM apel_presence AS p
JOIN card AS c ON c.subject_kind = 'plea' AND c.subject_id = @subject_id
WHERE @subject_kind = 'plea' AND p.event_id = (@subject_id::bigint >> 32)
    AND p.employee_id = (@subject_id::bigint & 4294967295) AND c.version < p.version
ORDER BY account, message_id;

-- name: ForgottenCards :many
-- Subjects whose cards have been behind for a while: their redraws are gone. Whoever finds them notes it, and for as long
-- again nobody else does. A redraw is given up after a bit more than a day; what changed before that is not looked through.
WITH span AS (
    SELECT clock_timestamp() - interval '2 days' AS since,
        clock_timestamp() - make_interval(secs => @longer_than::double precision) AS until
), changed AS (
    SELECT 'branch' AS kind, b.id, b.version, b.changed_at
    FROM span AS s JOIN branch AS b ON b.changed_at > s.since AND b.changed_at < s.until
    UNION ALL
    SELECT 'letter' AS kind, way.id, way.version, way.changed_at
    FROM span AS s JOIN letter AS way ON way.changed_at > s.since AND way.changed_at < s.until
    UNION ALL
    SELECT 'request' AS kind, r.id, r.version, r.changed_at
    FROM span AS s JOIN request AS r ON r.changed_at > s.since AND r.changed_at < s.until
    UNION ALL
    SELECT 'announce' AS kind, i.id, i.version, i.changed_at
    FROM span AS s JOIN announcement_issue AS i ON i.changed_at > s.since AND i.changed_at < s.until
    UNION ALL
    SELECT 'plea' AS kind, (p.event_id << 32) | p.employee_id, p.version, p.changed_at
    FROM span AS s JOIN apel_presence AS p ON p.changed_at > s.since AND p.changed_at < s.until
), behind AS (
    SELECT c.account, c.message_id, s.changed_at
    FROM changed AS s
    JOIN card AS c ON c.subject_kind = s.kind AND c.subject_id = s.id
    WHERE c.version < s.version
    UNION ALL
    SELECT c.account, c.message_id, v.changed_at
    FROM span AS s
    JOIN apel_event AS v ON v.changed_at > s.since AND v.changed_at < s.until
    JOIN card AS c ON c.subject_kind = 'apel' AND c.subject_id = v.id
    LEFT JOIN link AS l ON l.account = c.account
    LEFT JOIN apel_presence AS p ON p.event_id = v.id AND p.employee_id = l.employee_id
    WHERE c.version <> v.version + coalesce(p.version, 0)
    UNION ALL
    SELECT c.account, c.message_id, p.changed_at
    FROM span AS s
    JOIN apel_presence AS p ON p.changed_at > s.since AND p.changed_at < s.until
    JOIN apel_event AS v ON v.id = p.event_id
    JOIN link AS l ON l.employee_id = p.employee_id
    JOIN card AS c ON c.account = l.account AND c.subject_kind = 'apel' AND c.subject_id = p.event_id
    WHERE c.version <> v.version + p.version
), forgotten AS (
    SELECT c.account, c.message_id
    FROM behind AS b
    JOIN card AS c ON c.account = b.account AND c.message_id = b.message_id
    WHERE c.requeued_at IS NULL OR c.requeued_at < clock_timestamp() - make_interval(secs => @longer_than::double precision)
    ORDER BY b.changed_at
    LIMIT @at_most
    FOR NO KEY UPDATE OF c SKIP LOCKED
), noted AS (
    UPDATE card AS c SET requeued_at = clock_timestamp()
    FROM forgotten AS f
    WHERE c.account = f.account AND c.message_id = f.message_id
    RETURNING c.subject_kind, c.subject_id
)
SELECT DISTINCT subject_kind, subject_id FROM noted ORDER BY subject_kind, subject_id;

-- name: BranchesWithStaleCards :many
SELECT b.id FROM branch AS b
WHERE b.id = ANY(@branches::bigint[])
    AND EXISTS (SELECT FROM card AS c WHERE c.subject_kind = 'branch' AND c.subject_id = b.id AND c.version < b.version)
ORDER BY b.id;

-- name: EmployeesWithOpenCards :many
SELECT DISTINCT l.employee_id
FROM card AS c
JOIN link AS l ON l.account = c.account
JOIN employee AS e ON e.id = l.employee_id
LEFT JOIN branch AS b ON c.subject_kind = 'branch' AND b.id = c.subject_id
LEFT JOIN request AS r ON c.subject_kind = 'request' AND r.id = c.subject_id
WHERE c.shown_at >= @since AND e.active AND l.unreachable_since IS NULL
    AND ((b.state IN ('SENT', 'READ', 'IN_PROGRESS') AND NOT b.is_copy) OR r.state IN ('MENUNGGU', 'PERUBAHAN'))
ORDER BY l.employee_id;

-- name: LetterHasCards :one
SELECT EXISTS (SELECT FROM card WHERE subject_kind = 'letter' AND subject_id = @letter);
