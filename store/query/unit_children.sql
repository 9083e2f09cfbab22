-- name: ChildUnits :many
-- The units right below one, by name; below 0 are those that have none above them.
SELECT id, name FROM unit WHERE coalesce(parent_id, 0) = @parent::bigint ORDER BY name, id;
