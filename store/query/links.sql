-- name: LockAccount :exec
-- Everything that an account does to its link waits its turn here, also while there is no row to lock.
SELECT pg_advisory_xact_lock(@space::integer, hashint8(@account));

-- name: EmployeeOfAccount :one
SELECT employee_id FROM link WHERE account = @account;

-- name: AccountOfEmployee :one
SELECT account FROM link WHERE employee_id = @employee;

-- name: FindCode :one
SELECT employee_id, issued_at, used_at FROM link_code WHERE hash = @hash;

-- name: CountFailures :one
-- Failed tries of the account or about the employee, whichever is more.
SELECT greatest(
    (SELECT count(*) FROM link_try AS t WHERE t.account = @account AND t.at > @since),
    (SELECT count(*) FROM link_try AS t WHERE t.employee_id = @employee AND t.at > @since)
)::bigint AS failures;

-- name: AddFailure :exec
INSERT INTO link_try (account, employee_id, at) VALUES (@account, sqlc.narg('employee'), @at);

-- name: RemoveLinks :exec
DELETE FROM link WHERE account = @account OR employee_id = @employee;

-- name: AddLink :exec
INSERT INTO link (employee_id, account, linked_at, returned_at) VALUES (@employee, @account, @at, clock_timestamp());

-- name: RemoveLink :execrows
DELETE FROM link WHERE account = @account;

-- name: UseCode :exec
UPDATE link_code SET used_at = @at WHERE hash = @hash;

-- name: RemoveUnusedCodes :exec
DELETE FROM link_code WHERE employee_id = @employee AND used_at IS NULL;

-- name: AddCode :exec
INSERT INTO link_code (hash, employee_id, issued_at) VALUES (@hash, @employee, @at);

-- name: MarkUnreachable :execrows
-- A 403 that was on its way while the person came back says nothing any more.
UPDATE link SET unreachable_since = coalesce(unreachable_since, @at::timestamptz)
WHERE account = @account AND (returned_at IS NULL OR returned_at <= @claimed_at);

-- name: MarkBlocked :exec
UPDATE link SET unreachable_since = coalesce(unreachable_since, @at::timestamptz) WHERE account = @account;

-- name: MarkReturned :execrows
UPDATE link SET unreachable_since = NULL, returned_at = clock_timestamp() WHERE account = @account;
