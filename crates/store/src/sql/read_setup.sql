select expires_at
from setup
where token_sha256 = $1 and used_at is null and expires_at > $2
