delete from secret
where name = $1
