select from_urn, to_urn, is_split, dated
from register_link
order by from_urn, to_urn
