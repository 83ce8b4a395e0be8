insert into sign_in_attempt (account, tries, window_started)
values ($1, 1, $2)
on conflict (account) do update set
    tries = case
        when sign_in_attempt.window_started <= $3 or sign_in_attempt.window_started > $2 then 1
        else sign_in_attempt.tries + 1
    end,
    window_started = case
        when sign_in_attempt.window_started <= $3 or sign_in_attempt.window_started > $2 then $2
        else sign_in_attempt.window_started
    end
returning tries, window_started
