update setup
set used_at = $2
where token_sha256 = $1 and used_at is null and expires_at > $2
