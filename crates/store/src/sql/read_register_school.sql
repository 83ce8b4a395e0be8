select urn, body
from register_school
where urn = $1
