select hub_school.hub_id, hub_school.urn, register_school.body
from hub_school
join register_school on register_school.urn = hub_school.urn
where hub_school.hub_id = $1
order by hub_school.urn
