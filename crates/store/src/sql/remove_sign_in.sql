delete from sign_in_attempt
where account = $1
