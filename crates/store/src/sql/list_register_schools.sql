select urn, body
from register_school
order by urn
