"""Words beside a number that speak for a status code or against one."""
