insert into setup (token_sha256, expires_at, used_at)
values ($1, $2, null)
