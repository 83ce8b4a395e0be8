select school_id, staff_id, pupil_id, class_id, device_id, created_at, expires_at
from session
where school_id = $1 and token_sha256 = $2 and expires_at > $3
