-- Fills a migrated database with an office of 1,000 positions and an archive of $1 dispositions, one letter and one branch
-- each, over ten years. Every position has 8 that wait, whatever the size of the archive: people work off what comes in,
-- and only what is over grows. Holders have the NIP 1980010120050000nnn.. in the order of their positions, and the accounts
-- 1000001 and up. Each statement stands by itself; they are separated by lines of dashes.
INSERT INTO unit (code, name) SELECT 'U' || g, 'Unit ' || g FROM generate_series(1, 50) AS g;
----
INSERT INTO position (code, title, unit_id)
SELECT 'P' || g, 'Jabatan ' || g, (SELECT id FROM unit WHERE code = 'U' || (1 + g % 50)) FROM generate_series(1, 1000) AS g;
----
INSERT INTO employee (nip, name, kind)
SELECT '19800101200501' || lpad(g::text, 4, '0'), 'Pegawai ' || g, 'PNS' FROM generate_series(1, 1000) AS g;
----
INSERT INTO assignment (employee_id, position_id, kind, from_day)
SELECT e.id, p.id, 'DEFINITIF', '2016-01-01'
FROM generate_series(1, 1000) AS g
JOIN employee AS e ON e.nip = '19800101200501' || lpad(g::text, 4, '0')
JOIN position AS p ON p.code = 'P' || g;
----
INSERT INTO link (employee_id, account, linked_at)
SELECT e.id, 1000000 + right(e.nip, 4)::bigint, now() FROM employee AS e WHERE e.nip LIKE '19800101200501%';
----
INSERT INTO letter (
    unit_id, agenda_year, agenda_number, number, dated, received, sender, subject, speed, secrecy, completed_at
)
SELECT (SELECT min(id) FROM unit) + g % 50, 2016 + g % 10, g, '005/' || g || '/DISKOMINFOS', sent.day, sent.day,
    'Dinas Komunikasi, Informatika dan Statistik', 'Undangan rapat koordinasi pelaksanaan kegiatan nomor ' || g,
    (ARRAY['BIASA', 'SEGERA', 'SANGAT_SEGERA'])[1 + g % 3], 'BIASA', CASE WHEN g > 8000 THEN sent.day + 2 END
FROM generate_series(1, $1) AS g
CROSS JOIN LATERAL (SELECT '2026-08-12'::date - g % 3650 AS day) AS sent;
----
INSERT INTO disposition (code, letter_id, from_position_id, as_capacity, sent_at)
SELECT 'A' || l.agenda_number, l.id, (SELECT id FROM position WHERE code = 'P' || (1 + l.agenda_number % 1000)), 'DEFINITIF', l.received
FROM letter AS l;
----
INSERT INTO branch (
    disposition_id, letter_id, position_id, state, deadline, sent_at, read_at, ended_at, report
)
SELECT d.id, d.letter_id, p.first + l.agenda_number % 1000,
    CASE WHEN l.agenda_number > 8000 THEN 'DONE' WHEN l.agenda_number % 3 = 0 THEN 'READ' ELSE 'SENT' END,
    l.received + 3, d.sent_at,
    CASE WHEN l.agenda_number > 8000 OR l.agenda_number % 3 = 0 THEN d.sent_at END,
    CASE WHEN l.agenda_number > 8000 THEN d.sent_at + interval '2 days' END,
    CASE WHEN l.agenda_number > 8000 THEN 'Sudah dilaksanakan' ELSE '' END
FROM disposition AS d
JOIN letter AS l ON l.id = d.letter_id
CROSS JOIN (SELECT min(id) AS first FROM position) AS p;
----
VACUUM ANALYZE
