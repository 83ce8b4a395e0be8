select urn, body
from register_school
where lower(name) like $1 or cast(urn as text) = $2
order by name, urn
limit $3
