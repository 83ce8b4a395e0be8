delete from session
where school_id = $1 and token_sha256 = $2
